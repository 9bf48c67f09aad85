namespace Tryghedsforum.Web.Parts;

/// <summary>Who hears a report, and how much of it, in the reader's own case.</summary>
public sealed record AudienceRow(AudienceReach Reach, string Who, string What);

/// <summary>How much somebody gets.</summary>
public enum AudienceReach
{
    /// <summary>Gets the report.</summary>
    Gets,

    /// <summary>Gets a part of it, or nothing.</summary>
    Limited,

    /// <summary>May see what is public.</summary>
    Sees,

    /// <summary>Sees nothing of it; said last.</summary>
    SeesNothing,
}
