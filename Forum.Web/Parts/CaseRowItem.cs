namespace Tryghedsforum.Web.Parts;

/// <summary>One case in the overview, as its row needs it.</summary>
public sealed record CaseRowItem
{
    /// <summary>The case number; also names the row when the page is brought up to date.</summary>
    public required string Number { get; init; }

    /// <summary>The case's page.</summary>
    public required string Href { get; init; }

    /// <summary>Street and number, or what the reader may see of it.</summary>
    public required string Place { get; init; }

    /// <summary>Category and count ("Kanyler, 2–5").</summary>
    public required string What { get; init; }

    /// <summary>The target or promise that runs; shown as time left or over.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Said in place of the time left ("før kl. 15").</summary>
    public string? DueWords { get; init; }

    /// <summary>The time has passed.</summary>
    public bool Late { get; init; }

    /// <summary>Near children.</summary>
    public bool NearChildren { get; init; }

    /// <summary>When it came in; said as "for 2 min siden".</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Why it waits, or a hint ("Kan tages på samme tur").</summary>
    public string? Note { get; init; }

    /// <summary>This is the case that is open beside the list.</summary>
    public bool Current { get; init; }

    /// <summary>Something has happened in it that the reader has not read.</summary>
    public bool IsNew { get; init; }

    /// <summary>Read aloud when the row comes while the page is open ("kanyler, Hillerødgade").</summary>
    public string? Announce { get; init; }
}
