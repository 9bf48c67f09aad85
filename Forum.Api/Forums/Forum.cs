using Microsoft.EntityFrameworkCore;
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
    public string Name { get; private set; } = "";

    /// <summary>The quarter in running text, e.g. "kvarteret".</summary>
    public string Quarter { get; private set; } = "";

    /// <summary>Two or three letters before the case number.</summary>
    public required string CasePrefix { get; init; }

    /// <summary>IANA name of the time zone that its people live in.</summary>
    public string TimeZone { get; init; } = "Europe/Copenhagen";

    /// <summary>The telephone number shown when the page cannot help.</summary>
    public string Telephone { get; private set; } = "";

    /// <summary>The number that sends and receives its SMS, E.164; one number serves one forum.</summary>
    public required string SmsNumber { get; init; }

    /// <summary>The number for acute medical advice in its region.</summary>
    public string MedicalNumber { get; private set; } = "1813";

    /// <summary>The number of the police when it is not urgent.</summary>
    public string PoliceNumber { get; private set; } = "114";

    /// <summary>The authority or organisation that answers for what is kept about people (its data controller); null: not named yet.</summary>
    public string? Controller { get; private set; }

    /// <summary>How the controller is reached about that: a telephone number, an e-mail or a postal address.</summary>
    public string? ControllerContact { get; private set; }

    /// <summary>Below the heading of the front page, in the forum's own words; null: the program's.</summary>
    public string? Greeting { get; private set; }

    /// <summary>The same in English.</summary>
    public string? GreetingEnglish { get; private set; }

    /// <summary>What to do about needle waste, after what the program says; null: nothing more.</summary>
    public string? Advice { get; private set; }

    /// <summary>The same in English.</summary>
    public string? AdviceEnglish { get; private set; }

    /// <summary>The last words of the page that thanks for a report; null: none.</summary>
    public string? Closing { get; private set; }

    /// <summary>The same in English.</summary>
    public string? ClosingEnglish { get; private set; }

    /// <summary>What the forum adds on the page about people's details; null: nothing.</summary>
    public string? PrivacyWords { get; private set; }

    /// <summary>The same in English.</summary>
    public string? PrivacyWordsEnglish { get; private set; }

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
    public int ChildrenMetres { get; private set; } = 100;

    /// <summary>A crew that has not answered for this long is asked on, minutes.</summary>
    public int AnswerMinutes { get; private set; } = 30;

    /// <summary>A resolved case closes itself after this many days.</summary>
    public int CloseAfterDays { get; private set; } = 7;

    /// <summary>Local hours at which the public list is remade, comma separated.</summary>
    public string PublicHours { get; private set; } = "8,12,16,20";

    /// <summary>Local hour from which the hours of <see cref="ChildrenHours"/> count.</summary>
    public int ChildrenFrom { get; private set; } = 8;

    /// <summary>Local hour until which they must have passed.</summary>
    public int ChildrenUntil { get; private set; } = 18;

    /// <summary>Near children it is dealt with within so many hours.</summary>
    public int ChildrenHours { get; private set; } = 2;

    /// <summary>Local hour that is the goal near children when those hours do not fit in the day.</summary>
    public int ChildrenNextHour { get; private set; } = 10;

    /// <summary>Local hour of the next weekday that is the goal of everything else.</summary>
    public int TargetHour { get; private set; } = 16;

    /// <summary>Days that a reporter's number or e-mail is kept after the case has closed; null: as configured.</summary>
    public int? ContactDays { get; private set; }

    /// <summary>Days that pictures are kept; null: as configured.</summary>
    public int? PictureDays { get; private set; }

    /// <summary>Days that words and the exact place are kept; null: as configured.</summary>
    public int? TextDays { get; private set; }

    /// <summary>What the limits of a month's SMS are counted in.</summary>
    public BudgetUnit BudgetUnit { get; private set; }

    /// <summary>What a month's news by SMS may cost; null: no limit.</summary>
    public int? BudgetNews { get; private set; }

    /// <summary>What a month's codes may cost before the coordinators are told; null: no limit.</summary>
    public int? BudgetCodes { get; private set; }

    /// <summary>What a month's alerts may cost before the coordinators are told; null: no limit.</summary>
    public int? BudgetAlerts { get; private set; }

    /// <summary>Cases are handed over to an archive before their words and pictures are erased.</summary>
    public bool ArchiveFirst { get; private set; }

    /// <summary>Residents may join by themselves, with a number and a code; else they are invited like everybody else.</summary>
    public bool ResidentsMayJoin { get; init; } = true;

    /// <summary>Made for showing: has invented people, and never runs in Production.</summary>
    public bool IsDemo { get; init; }

    /// <summary>Number of its newest event; the row is the lock of everything that is written in the forum.</summary>
    public long LastSeq { get; private set; }

    /// <summary>The zone object of <see cref="TimeZone"/>.</summary>
    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    /// <summary>Whether a point lies in the area; without an area every point does.</summary>
    public bool Covers(Places.GeoPoint point) => South >= North || (point.Lat >= South && point.Lat <= North && point.Lon >= West && point.Lon <= East);

    internal void Set(ContactSettings contact) => (Name, Quarter, Telephone, MedicalNumber, PoliceNumber, Controller, ControllerContact) =
        (contact.Name, contact.Quarter, contact.Telephone, contact.MedicalNumber, contact.PoliceNumber, contact.Controller, contact.ControllerContact);

    internal void Set(TimeSettings times)
    {
        PublicHours = string.Join(',', times.PublicHours);
        (ChildrenFrom, ChildrenUntil, ChildrenHours, ChildrenNextHour, TargetHour) = (times.ChildrenFrom, times.ChildrenUntil, times.ChildrenHours, times.ChildrenNextHour, times.TargetHour);
        (ChildrenMetres, AnswerMinutes, CloseAfterDays) = (times.ChildrenMetres, times.AnswerMinutes, times.CloseAfterDays);
    }

    internal void Set(KeepSettings keep) => (ContactDays, PictureDays, TextDays, ArchiveFirst) = (keep.ContactDays, keep.PictureDays, keep.TextDays, keep.ArchiveFirst);

    internal void Set(BudgetSettings budget) => (BudgetUnit, BudgetNews, BudgetCodes, BudgetAlerts) = (budget.Unit, budget.News, budget.Codes, budget.Alerts);

    internal void Set(WordSettings words)
    {
        (Greeting, GreetingEnglish, Advice, AdviceEnglish) = (words.Greeting, words.GreetingEnglish, words.Advice, words.AdviceEnglish);
        (Closing, ClosingEnglish, PrivacyWords, PrivacyWordsEnglish) = (words.Closing, words.ClosingEnglish, words.Privacy, words.PrivacyEnglish);
    }

    internal static void Map(EntityTypeBuilder<Forum> forum)
    {
        forum.HasIndex(f => f.Slug).IsUnique();
        forum.HasIndex(f => f.SmsNumber).IsUnique();
        // A row of a node that knows no limits has the first unit.
        forum.Property(f => f.BudgetUnit).HasConversion<string>().HasMaxLength(10).HasDefaultValue(BudgetUnit.Kroner);
        forum.Ignore(f => f.Zone);
    }
}
