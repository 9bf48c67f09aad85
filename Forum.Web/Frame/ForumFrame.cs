namespace Tryghedsforum.Web.Frame;

/// <summary>What the frame around a page shows: which forum, who reads, and only the ways that work for this reader.</summary>
public sealed record ForumFrame
{
    /// <summary>The frame of pages outside any forum, and until one is found.</summary>
    public static ForumFrame None { get; } = new();

    /// <summary>First path segment of the forum's pages; empty outside a forum.</summary>
    public string Slug { get; init; } = "";

    /// <summary>The forum's own name, as it stands under the brand.</summary>
    public string Name { get; init; } = "";

    /// <summary>The sentence at the foot of each page: who works together here.</summary>
    public string About { get; init; } = "";

    /// <summary>Who is signed in; null for a reader without account.</summary>
    public FrameReader? Reader { get; init; }

    /// <summary>Links of the header on a wide screen and of the list at the foot, in this order.</summary>
    public IReadOnlyList<FrameLink> Links { get; init; } = [];

    /// <summary>Further links, at the foot only (personal data, accessibility).</summary>
    public IReadOnlyList<FrameLink> FootLinks { get; init; } = [];

    /// <summary>The tabs under the header on work pages.</summary>
    public IReadOnlyList<FrameTab> Tabs { get; init; } = [];

    /// <summary>The clock on the wall in this forum.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen");

    /// <summary>Address pattern of map pictures ("https://tiles.example/{z}/{x}/{y}.png"); null draws the forum's own street lines.</summary>
    public string? TileUrl { get; init; }

    /// <summary>Who must be named on the map when map pictures are shown.</summary>
    public string? TileCredit { get; init; }

    /// <summary>True when the forum carries invented people and numbers.</summary>
    public bool Demo { get; init; }

    /// <summary>Nobody watches over the forum, and the reader works in it: it is open on trial only.</summary>
    public bool OnTrial { get; init; }

    /// <summary>Where the brand leads.</summary>
    public string Home => Slug.Length == 0 ? "/" : $"/{Slug}";
}

/// <summary>The person who reads: the name on screen, the role in words, and the page about oneself.</summary>
public sealed record FrameReader(string DisplayName, string? Role = null, string? Href = null);

/// <summary>One link of the frame; <paramref name="Lang"/> when its words are in another language.</summary>
public sealed record FrameLink(string Href, string Text, string? Lang = null);

/// <summary>One tab of the work pages: an icon over a short word on the phone, beside the long one on a wide screen.</summary>
public sealed record FrameTab(string Href, string Icon, string Text, string? ShortText = null)
{
    /// <summary>How many cases behind it have something new; null: it is not counted there.</summary>
    public int? News { get; init; }

    /// <summary>The same in words ("2 nye"); null: nothing is new.</summary>
    public string? NewsWords { get; init; }
}
