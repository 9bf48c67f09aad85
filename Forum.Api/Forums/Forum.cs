using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tryghedsforum.Api.Forums;

/// <summary>One neighbourhood's forum; an installation carries many. Everything that differs between forums stands here or in the forum's own rows.</summary>
public sealed class Forum
{
    /// <summary>Key inside the installation.</summary>
    public int Id { get; init; }

    /// <summary>First segment of its addresses.</summary>
    public required string Slug { get; init; }

    /// <summary>What stands after "Tryghedsforum", e.g. the quarter's name.</summary>
    public required string Name { get; init; }

    /// <summary>The quarter in running text, e.g. "kvarteret".</summary>
    public required string Quarter { get; init; }

    /// <summary>Two or three letters before the case number.</summary>
    public required string CasePrefix { get; init; }

    /// <summary>IANA name of the time zone that its people live in.</summary>
    public string TimeZone { get; init; } = "Europe/Copenhagen";

    /// <summary>The telephone number shown when the page cannot help.</summary>
    public required string Telephone { get; init; }

    /// <summary>The number that sends and receives its SMS, E.164; one number serves one forum.</summary>
    public required string SmsNumber { get; init; }

    /// <summary>The number for acute medical advice in its region.</summary>
    public string MedicalNumber { get; init; } = "1813";

    /// <summary>The number of the police when it is not urgent.</summary>
    public string PoliceNumber { get; init; } = "114";

    /// <summary>Southern edge of the area, degrees.</summary>
    public double South { get; init; }

    /// <summary>Western edge of the area, degrees.</summary>
    public double West { get; init; }

    /// <summary>Northern edge of the area, degrees.</summary>
    public double North { get; init; }

    /// <summary>Eastern edge of the area, degrees.</summary>
    public double East { get; init; }

    /// <summary>Its street lines are a sketch, not a survey; the map says so.</summary>
    public bool SketchMap { get; init; }

    /// <summary>Address of map tiles with {z}/{x}/{y}; null: the forum's own streets are the map.</summary>
    public string? TileUrl { get; init; }

    /// <summary>A point this near a listed children's place counts as near children, metres.</summary>
    public int ChildrenMetres { get; init; } = 100;

    /// <summary>A crew that has not answered for this long is asked on, minutes.</summary>
    public int AnswerMinutes { get; init; } = 30;

    /// <summary>A resolved case closes itself after this many days.</summary>
    public int CloseAfterDays { get; init; } = 7;

    /// <summary>Local hours at which the public list is remade, comma separated.</summary>
    public string PublicHours { get; init; } = "8,12,16,20";

    /// <summary>Made for showing: has invented people, and never runs in Production.</summary>
    public bool IsDemo { get; init; }

    /// <summary>Number of its newest event; the row is the lock of everything that is written in the forum.</summary>
    public long LastSeq { get; private set; }

    /// <summary>The zone object of <see cref="TimeZone"/>.</summary>
    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    internal static void Map(EntityTypeBuilder<Forum> forum)
    {
        forum.HasIndex(f => f.Slug).IsUnique();
        forum.HasIndex(f => f.SmsNumber).IsUnique();
        forum.Ignore(f => f.Zone);
    }
}
