using Mono.Cecil;
using Xunit;

namespace Tryghedsforum.Web.Tests.Shape;

/// <summary>What a type may be: closed, hidden unless another project needs it, and no interface without two who keep it.</summary>
public sealed class TypeShapeTests
{
    private const string Kill = "the host of the kill tests, which sees nothing internal, watches what this context writes";
    private const string Shown = "the builders of the tests hand its row to every test project";

    private static readonly Dictionary<string, string> OpenForTests = new()
    {
        ["Api.Data.SqliteForumDb"] = Kill,
        ["Api.Data.PostgresForumDb"] = Kill,
        ["Notifications.Data.SqliteNotificationsDb"] = Kill,
        ["Notifications.Data.PostgresNotificationsDb"] = Kill,
        ["Api.Reports.Report"] = Shown,
        ["Api.Pickups.Pickup"] = Shown,
        ["Api.Pickups.AskStep"] = "shown by Pickup",
        ["Notifications.Delivery.MessageReason"] = "the board's pages use its constants, which leave no trace in compiled code",
    };

    [Fact]
    public void Every_class_is_sealed_static_or_abstract() => Rule.Holds(
        "Seal the class, or make it abstract if others derive from it.",
        from module in Assemblies.Product
        from type in module.Written()
        where type is { IsClass: true, IsValueType: false, IsSealed: false, IsAbstract: false } && !IsComponent(type) && type.Name != "_Imports"
        select type.Short(),
        new Dictionary<string, string> { ["Program"] = "made by the compiler from the top-level statements" });

    [Fact]
    public void Every_interface_is_kept_by_two_classes_of_the_program() => Rule.Holds(
        "An interface needs two real implementations; otherwise inject the class.",
        from module in Assemblies.Product
        from type in module.Written()
        where type.IsInterface && Assemblies.Product.SelectMany(m => m.GetTypes()).Count(c => !c.IsInterface && c.Interfaces.Any(i => i.InterfaceType.GetElementType().FullName == type.FullName)) < 2
        select type.Short());

    [Fact]
    public void A_type_is_public_only_if_another_project_needs_it()
    {
        var needed = new HashSet<string>();
        foreach (var user in new[] { Assemblies.Notifications, Assemblies.Web })
            foreach (var type in user.Types.SelectMany(type => type.Uses()).Where(used => used.Scope != user)) Need(type);
        Rule.Holds(
            "Make it internal: no other project of the program uses it, nor does anything public that one uses show it.",
            from module in new[] { Assemblies.Api, Assemblies.Notifications }
            from type in module.Written()
            where type.IsPublic && !needed.Contains(type.FullName)
            select type.Short(),
            OpenForTests);

        void Need(TypeReference used)
        {
            if (!used.Outermost().Namespace.StartsWith("Tryghedsforum", StringComparison.Ordinal) || used.Outermost().Resolve() is not { IsPublic: true } type || !needed.Add(type.FullName)) return;
            foreach (var shown in type.NestedTypes.Where(nested => nested.IsNestedPublic).Append(type).SelectMany(Surface)) Need(shown);
        }
    }

    private static IEnumerable<TypeReference> Surface(TypeDefinition type) =>
        type.Methods.Where(m => m.IsPublic || m.IsFamily).SelectMany(m => m.Signature())
            .Concat(type.Fields.Where(f => f.IsPublic || f.IsFamily).SelectMany(f => f.FieldType.Parts()))
            .Concat(type.BaseType?.Parts() ?? []);

    private static bool IsComponent(TypeDefinition? type) => type is not null && (type.FullName == "Microsoft.AspNetCore.Components.ComponentBase" || IsComponent(type.BaseType?.Resolve()));
}
