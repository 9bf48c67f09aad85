using System.Runtime.CompilerServices;
using Mono.Cecil;
using Tryghedsforum.Api;
using Tryghedsforum.Notifications;

namespace Tryghedsforum.Web.Tests.Shape;

/// <summary>The three assemblies of the program as they were compiled: what stands in method bodies, lambdas and state machines is seen, too.</summary>
internal static class Assemblies
{
    public static ModuleDefinition Api { get; } = Read(typeof(ForumApi));

    public static ModuleDefinition Notifications { get; } = Read(typeof(ForumNotifications));

    public static ModuleDefinition Web { get; } = Read(typeof(ForumProgram));

    public static IReadOnlyList<ModuleDefinition> Product { get; } = [Api, Notifications, Web];

    /// <summary>Types that somebody wrote, nested ones too; not what compilers, Razor and migrations make.</summary>
    public static IEnumerable<TypeDefinition> Written(this ModuleDefinition module) => module.GetTypes().Where(type =>
        type.Name != "<Module>" && !type.IsMadeByTool() && type.Namespace.Split('.')[0] is "Tryghedsforum" or "" && !type.Outermost().Namespace.Contains(".Migrations", StringComparison.Ordinal));

    /// <summary>The type in whose source it stands: state machines and lambdas belong to the type that wrote them.</summary>
    public static TypeReference Outermost(this TypeReference type) => type.DeclaringType is null ? type : type.DeclaringType.Outermost();

    /// <summary>The noun: "Reports" of Tryghedsforum.Api.Reports; empty at the root.</summary>
    public static string Noun(this TypeReference type) => type.Outermost().Namespace.Split('.') is [_, _, var noun, ..] ? noun : "";

    /// <summary>The type with its nouns, as messages show it.</summary>
    public static string Short(this TypeReference type) => type.FullName.Replace("Tryghedsforum.", "", StringComparison.Ordinal).Replace('/', '.').Split('<', '`')[0];

    /// <summary>Every method that stands in this type's source, those of lambdas and state machines included.</summary>
    public static IEnumerable<MethodDefinition> MethodsInside(this TypeDefinition type) => type.Methods.Concat(type.NestedTypes.SelectMany(MethodsInside));

    /// <summary>The method that holds what was written in this one: itself, or the step of the state machine that it became.</summary>
    public static MethodDefinition Body(this MethodDefinition method) =>
        method.CustomAttributes.FirstOrDefault(a => a.AttributeType.Name is nameof(AsyncStateMachineAttribute) or nameof(IteratorStateMachineAttribute)) is { } machine
            ? ((TypeReference)machine.ConstructorArguments[0].Value).Resolve().Methods.Single(m => m.Name == "MoveNext")
            : method;

    /// <summary>Every call and every construction in a method's body.</summary>
    public static IEnumerable<MethodReference> Calls(this MethodDefinition method) => method.HasBody ? method.Body.Instructions.Select(i => i.Operand).OfType<MethodReference>() : [];

    /// <summary>Every type that a type uses: bases, attributes, members, bodies, generic arguments, and what nested types use.</summary>
    public static IEnumerable<TypeReference> Uses(this TypeDefinition type)
    {
        IEnumerable<TypeReference?> direct =
        [
            type.BaseType, .. type.Interfaces.Select(i => i.InterfaceType), .. Generics(type.GenericParameters), .. Named(type.CustomAttributes),
            .. type.Fields.SelectMany(field => Named(field.CustomAttributes).Append(field.FieldType)),
            .. type.Properties.SelectMany(property => Named(property.CustomAttributes).Append(property.PropertyType)),
            .. type.Methods.SelectMany(UsesOf),
        ];
        return direct.OfType<TypeReference>().SelectMany(Parts).Concat(type.NestedTypes.SelectMany(Uses));
    }

    /// <summary>What a signature names: return type and parameters.</summary>
    public static IEnumerable<TypeReference> Signature(this MethodReference method) => method.Parameters.Select(p => p.ParameterType).Append(method.ReturnType).SelectMany(Parts);

    /// <summary>A type and everything that it is put together of.</summary>
    public static IEnumerable<TypeReference> Parts(this TypeReference type) => type switch
    {
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Prepend(generic.ElementType),
        IModifierType modified => modified.ModifierType.Parts().Concat(modified.ElementType.Parts()),
        TypeSpecification special => special.ElementType.Parts(),
        GenericParameter => [],
        _ => [type],
    };

    private static IEnumerable<TypeReference?> UsesOf(MethodDefinition method)
    {
        IEnumerable<TypeReference?> outside = [method.ReturnType, .. method.Parameters.Select(p => p.ParameterType), .. Generics(method.GenericParameters),
            .. Named(method.CustomAttributes), .. method.Parameters.SelectMany(p => Named(p.CustomAttributes))];
        return method.HasBody
            ? [.. outside, .. method.Body.Variables.Select(v => v.VariableType), .. method.Body.ExceptionHandlers.Select(h => h.CatchType), .. method.Body.Instructions.SelectMany(i => UsesOf(i.Operand))]
            : outside;
    }

    private static IEnumerable<TypeReference?> UsesOf(object? operand) => operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod generic => [.. generic.GenericArguments, generic.DeclaringType, generic.ReturnType, .. generic.Parameters.Select(p => p.ParameterType)],
        MethodReference method => [method.DeclaringType, method.ReturnType, .. method.Parameters.Select(p => p.ParameterType)],
        _ => [],
    };

    private static IEnumerable<TypeReference?> Generics(IEnumerable<GenericParameter> parameters) => parameters.SelectMany(p => p.Constraints).Select(c => c.ConstraintType);

    private static IEnumerable<TypeReference?> Named(IEnumerable<CustomAttribute> attributes) =>
        attributes.SelectMany(a => a.ConstructorArguments.Concat(a.Properties.Select(p => p.Argument)).SelectMany(Named).Append(a.AttributeType));

    private static IEnumerable<TypeReference?> Named(CustomAttributeArgument argument) => argument.Value switch
    {
        TypeReference type => [type, argument.Type],
        CustomAttributeArgument[] many => many.SelectMany(Named),
        CustomAttributeArgument one => Named(one),
        _ => [argument.Type],
    };

    private static bool IsMadeByTool(this TypeDefinition type) => type.Name.Contains('<', StringComparison.Ordinal)
        || type.CustomAttributes.Any(a => a.AttributeType.Name is nameof(CompilerGeneratedAttribute) or "GeneratedCodeAttribute")
        || (type.DeclaringType is { } outer && outer.IsMadeByTool());

    private static ModuleDefinition Read(Type type)
    {
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(AppContext.BaseDirectory);
        foreach (var shared in new[] { typeof(object), typeof(Microsoft.AspNetCore.Builder.WebApplication) }) resolver.AddSearchDirectory(Path.GetDirectoryName(shared.Assembly.Location));
        return ModuleDefinition.ReadModule(type.Assembly.Location, new() { ReadSymbols = true, AssemblyResolver = resolver });
    }
}
