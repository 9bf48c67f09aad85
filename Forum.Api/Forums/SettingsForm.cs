using System.Security.Cryptography;
using System.Text.Json;
using Tryghedsforum.Api.Audit;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Forums;

/// <summary>The parts of a forum's settings, as the log names them.</summary>
public enum SettingsPart
{
    /// <summary>Names, numbers and the data controller.</summary>
    Contact,

    /// <summary>Hours and limits.</summary>
    Times,

    /// <summary>A team.</summary>
    Team,

    /// <summary>A listed place.</summary>
    Place,

    /// <summary>How a category is handled.</summary>
    Category,

    /// <summary>Who receives and fetches a category on which ground.</summary>
    GroundRule,

    /// <summary>How long personal data is kept.</summary>
    Keeping,

    /// <summary>What the forum says in its own words.</summary>
    Words,

    /// <summary>Who is told when something happens.</summary>
    MessageRules,

    /// <summary>What the SMS of a month may cost.</summary>
    Budget,

    /// <summary>What the forum says in an SMS.</summary>
    SmsWords,
}

/// <summary>A part of a forum's settings: what is read is what is sent back to change it.</summary>
public abstract record SettingsForm
{
    /// <summary>What the part was when it was read. Send it back unchanged: the second of two who change the same is told so.</summary>
    public string? Version { get; init; }
}

/// <summary>What is said about a change of the settings: which part, and never to what.</summary>
internal static class SettingsEvents
{
    public static void Changed(this EventLog.Entry entry, SettingsPart part, Guid? team = null, CategoryCode? category = null)
    {
        entry.Append(EventType.SettingsChanged, SubjectKind.Forum, team ?? Guid.Empty, Audience.None, new EventData { Part = part, Team = team, Category = category });
        entry.Note(AuditKind.SettingsChanged, team ?? Guid.Empty, new() { Part = part, Team = team });
    }
}

/// <summary>A version is made of what a part says, so it needs no column and tells two changes apart that come to different words.</summary>
internal static class SettingsVersions
{
    public static T Stamped<T>(this T form)
        where T : SettingsForm =>
        form with { Version = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(form with { Version = null })).AsSpan(0, 10)) };

    /// <summary>Whether a change is one at all.</summary>
    /// <exception cref="Refused">ChangedMeanwhile: what was sent was made of another version than the one that holds.</exception>
    public static bool Changes<T>(this T wanted, T now)
        where T : SettingsForm =>
        wanted.Version == now.Version ? wanted.Stamped().Version != now.Version : throw new Refused(RefusalCode.ChangedMeanwhile);
}

/// <summary>Makes clean values of a settings form; gathers what is wrong, so that a person hears of everything at once.</summary>
internal sealed class SettingsFields
{
    private const int TextMax = 600;
    private readonly List<FieldFault> faults = [];

    public string Line(string? text, int max, string field, string code) => Optional(text, max, field, code) is { } line ? line : Fault(field, code, "");

    public string? Optional(string? text, int max, string field, string code)
    {
        var clean = PlainText.Clean(text, max, out var fault);
        return fault != TextFault.None || clean?.Contains('\n', StringComparison.Ordinal) == true ? Fault<string?>(field, code, null) : clean;
    }

    /// <summary>A few lines of plain text, or none.</summary>
    public string? Text(string? text, string field)
    {
        var clean = PlainText.Clean(text, TextMax, out var fault);
        return fault == TextFault.None ? clean : Fault<string?>(field, "TextInvalid", null);
    }

    /// <summary>A number that is shown to be called, short ones ("114") too.</summary>
    public string Number(string? text, string field)
    {
        var line = PlainText.Clean(text, 20, out _) ?? "";
        var digits = line.Count(char.IsAsciiDigit);
        return digits is >= 3 and <= 15 && line.TrimStart('+').All(letter => char.IsAsciiDigit(letter) || letter == ' ') ? line : Fault(field, "NumberInvalid", "");
    }

    public int Whole(int value, int least, int most, string field, string code) => value >= least && value <= most ? value : Fault(field, code, value);

    public T Fault<T>(string field, string code, T instead)
    {
        if (!faults.Exists(fault => fault.Field == field)) faults.Add(new(field, code));
        return instead;
    }

    public void ThrowIfFaulty()
    {
        if (faults.Count > 0) throw new Refused(RefusalCode.Invalid, [.. faults]);
    }
}
