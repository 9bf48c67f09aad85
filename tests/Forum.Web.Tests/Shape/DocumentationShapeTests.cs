using System.Xml.Linq;
using Mono.Cecil;
using Mono.Cecil.Rocks;
using Xunit;

namespace Tryghedsforum.Web.Tests.Shape;

/// <summary>What other projects may use says in a sentence what it is. (The compiler is not asked: it would ask it of everything that migrations make.)</summary>
public sealed class DocumentationShapeTests
{
    [Fact]
    public void Every_public_member_of_the_libraries_has_a_summary() => Rule.Holds(
        "Write one useful /// sentence: unit, format, errors or source.",
        from module in new[] { Assemblies.Api, Assemblies.Notifications }
        let said = Documented(module)
        from type in module.Written()
        where IsOpen(type)
        from member in Members(type)
        where !said.Contains(DocCommentId.GetDocCommentId(member))
        select $"{type.Short()}: {member.Name}");

    private static HashSet<string> Documented(ModuleDefinition module) =>
    [
        .. XDocument.Load(Path.ChangeExtension(module.FileName, ".xml")).Descendants("member")
            .Where(member => member.Elements("inheritdoc").Any() || member.Elements("summary").Any(summary => !string.IsNullOrWhiteSpace(summary.Value) || summary.HasElements))
            .Select(member => member.Attribute("name")!.Value),
    ];

    private static bool IsOpen(TypeDefinition type) => type.DeclaringType is null ? type.IsPublic : type.IsNestedPublic && IsOpen(type.DeclaringType);

    // A primary constructor is said by the type's own comment.
    private static IEnumerable<IMemberDefinition> Members(TypeDefinition type) =>
        new IMemberDefinition[] { type }
            .Concat(type.Fields.Where(f => (f.IsPublic || f.IsFamily) && !f.IsSpecialName))
            // The compiler's own, in records that others derive from.
            .Concat(type.Properties.Where(p => p.Name != "EqualityContract").Where(p => IsOpen(p.GetMethod) || IsOpen(p.SetMethod)))
            .Concat(type.Methods.Where(m => IsOpen(m) && !m.IsSpecialName && !m.CustomAttributes.Any(a => a.AttributeType.Name == "CompilerGeneratedAttribute")));

    private static bool IsOpen(MethodDefinition? method) => method is not null && (method.IsPublic || method.IsFamily);
}
