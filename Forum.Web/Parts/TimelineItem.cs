namespace Tryghedsforum.Web.Parts;

/// <summary>One step of a case's story.</summary>
public sealed record TimelineItem
{
    /// <summary>Names the step when the page is brought up to date; random or an event's outside id.</summary>
    public required string Key { get; init; }

    /// <summary>A name from <see cref="IconNames"/>.</summary>
    public required string Icon { get; init; }

    /// <summary>What happened, in few words.</summary>
    public required string Heading { get; init; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Said after the time, or in its place ("Ofte inden for en time om dagen").</summary>
    public string? Note { get; init; }

    /// <summary>More about it, as a paragraph.</summary>
    public string? Text { get; init; }

    /// <summary>Somebody's own words, shown in quotes.</summary>
    public string? Quote { get; init; }

    /// <summary>Whose words they are: team or role, never a name of staff.</summary>
    public string? QuoteFrom { get; init; }

    /// <summary>Has not happened yet.</summary>
    public bool Next { get; init; }

    /// <summary>The newest, to be noticed.</summary>
    public bool Fresh { get; init; }

    /// <summary>Read aloud when the step comes while the page is open.</summary>
    public string? Announce { get; init; }
}
