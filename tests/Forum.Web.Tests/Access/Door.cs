using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Web.Tests.Access;

/// <summary>What the case must be like on which a door acts.</summary>
internal enum Scene
{
    /// <summary>The one that everybody looks at, and nobody changes.</summary>
    Standing,

    /// <summary>A fresh one, near children, with a pickup that nobody has taken.</summary>
    Fresh,

    /// <summary>Taken by the shelter.</summary>
    Taken,

    /// <summary>Seen by the shelter.</summary>
    Seen,

    /// <summary>Seen, and words of it wait for the coordinator to release them.</summary>
    Proposed,

    /// <summary>Waiting for a pickup to be ordered.</summary>
    Unordered,

    /// <summary>Merged into another.</summary>
    Merged,
}

/// <summary>A way in: an address and a method, and for the forms of a page what they ask for.</summary>
/// <param name="Method">GET, POST, PUT.</param>
/// <param name="Address">As it stands in the routing table.</param>
/// <param name="Policy">Whom it admits.</param>
internal sealed record Door(string Method, string Address, Policy Policy)
{
    /// <summary>What a form asks for.</summary>
    public string? Deed { get; init; }

    /// <summary>What stands for the id in its address.</summary>
    public string Thing { get; init; } = "id";

    /// <summary>The body, with the placeholders of <see cref="Stage"/>.</summary>
    public string? Json { get; init; }

    /// <summary>The form's fields, likewise.</summary>
    public IReadOnlyList<(string Name, string Value)> Fields { get; init; } = [];

    /// <summary>The case that it acts on.</summary>
    public Scene Scene { get; init; }

    /// <summary>Said apart: with a wrong key, and the like.</summary>
    public string Variant { get; init; } = "";

    /// <summary>The same answer for all, whatever the policy says; null: the policy's.</summary>
    public string? Always { get; init; }

    /// <summary>A role that the policy admits, and that sees nothing behind this door.</summary>
    public Role? Unseen { get; init; }

    /// <summary>It ends the session of whoever goes through.</summary>
    public bool EndsSession { get; init; }

    /// <summary>A page that has no form is posted to.</summary>
    public bool IsWithoutForm { get; init; }

    /// <summary>It sends something.</summary>
    public bool IsPost => Method is not "GET";

    /// <summary>The interface for programs.</summary>
    public bool IsInterface => Address.StartsWith("/api", StringComparison.Ordinal);

    /// <summary>How it is called in the printed table.</summary>
    public string Name => $"{Method} {Address}{(Deed is null ? "" : $" {Deed}")}{(Variant.Length == 0 ? "" : $" ({Variant})")}";
}
