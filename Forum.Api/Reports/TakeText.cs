using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Reports;

/// <summary>What a text was taken as.</summary>
/// <param name="Number">The case that it stands on now.</param>
/// <param name="IsNew">It became a case of its own; false: it was added to one.</param>
/// <param name="Asks">What its sender is asked next; null: nothing.</param>
/// <param name="Danger">What in it must be answered at once.</param>
public sealed record TakeTextAnswer(string Number, bool IsNew, MissingPart? Asks, Danger Danger);

/// <summary>
/// A neighbour's text that is no command: an answer on the case that its sender was asked about, or an unread case of its own. What a report lacks is asked for,
/// one question at a time, place first. What the program is not sure of goes to a human, on the same case, marked; no word of it is lost either way.
/// </summary>
public sealed class TakeText(ForumDb db, EventLog log, ReadForum forums, FieldCipher cipher, ReportLimits limits, SubmitText submit)
{
    /// <summary>At most so many questions about one case.</summary>
    public const int MostQuestions = 3;

    /// <summary>How long from the first text on the program asks, and takes what comes as belonging to it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <summary>How long a question of staff waits for its answer by SMS.</summary>
    public static readonly TimeSpan StaffPatience = TimeSpan.FromDays(7);

    /// <summary>Takes it.</summary>
    /// <param name="actor">The program.</param>
    /// <param name="from">The number that it says it came from, E.164.</param>
    /// <param name="words">The text, as it came.</param>
    /// <param name="key">The provider's id of the message.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <exception cref="Refused">TooMany.</exception>
    public async Task<TakeTextAnswer> Run(Actor actor, string from, string words, string key, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        var settings = await forums.ById(actor.ForumId, cancellation);
        var phone = PhoneNumber.TryParse(from, out var number) && number.IsIn(limits.Countries) ? cipher.Hash(number.E164, SubmitReport.PhonePurpose) : null;
        return await log.Write(actor, new(nameof(TakeText), key, new { from, words }), async entry =>
        {
            var text = SubmitText.Readable(words);
            // What holds nothing that can be kept is no answer.
            if (phone is not null && new ReportFields(settings).Text(text, ReportFields.WordsMax, "words") is { } clean && await Belongs(actor, settings, phone, clean, entry.Now, cancellation) is { } found)
                return await Add(entry, settings, phone, found, clean, cancellation);
            return await Begin(entry, actor, settings, phone, from, text, key, cancellation);
        }, cancellation);
    }

    private async Task<TakeTextAnswer> Begin(EventLog.Entry entry, Actor actor, ForumSettings settings, string? phone, string from, string words, string key, CancellationToken cancellation)
    {
        var made = await submit.Run(actor, from, words, key, cancellation);
        // Whoever is in danger gets the one answer that counts, and a human.
        if (phone is null || made.Danger != Danger.None) return new(made.Number, true, null, made.Danger);
        var reading = MessageDialogue.Read(settings, words);
        var report = db.Reports.Local.Single(r => r.Number == made.Number);
        return new(made.Number, true, await Ask(entry, settings, phone, report, reading, isNew: true, cancellation), made.Danger);
    }

    private async Task<TakeTextAnswer> Add(EventLog.Entry entry, ForumSettings settings, string phone, Found found, string words, CancellationToken cancellation)
    {
        await limits.CountTexts(db, entry.ForumId, phone, entry.Now, cancellation);
        var report = found.Report;
        var danger = DangerWords.Read(words);
        var byStaff = report is { AskedAt: not null, AskedFor: null };
        entry.Tell(report, db.AddNote(cipher, report, NoteKind.FromReporter, words, entry.Now), danger, found.Doubtful);
        if (report.MergedIntoId is not null) (await db.WholeOf(report, cancellation)).Ask(entry.Now);
        // Once a human has asked, the human goes on.
        if (danger != Danger.None || byStaff || found.Doubtful || !found.Helped) return new(report.Number, false, null, danger);
        return new(report.Number, false, await Ask(entry, settings, phone, report, found.After, isNew: false, cancellation), danger);
    }

    private async Task<MissingPart?> Ask(EventLog.Entry entry, ForumSettings settings, string phone, Report report, MessageReading reading, bool isNew, CancellationToken cancellation)
    {
        if (report is not { Category: CategoryCode.Unsorted, Channel: Channel.Sms, Danger: Danger.None, TimesAsked: < MostQuestions } || entry.Now >= report.ReceivedAt + Patience) return null;
        if (reading.Next(MessageDialogue.NeedsGround(settings, reading.Category)) is not { } part || !await limits.MayAsk(db, entry.ForumId, phone, isNew, entry.Now, cancellation)) return null;
        report.AskFor(part, entry.Now);
        entry.Append(EventType.ReportAsked, SubjectKind.Report, report.Id, Audience.Partners | Audience.Reporter, new EventData { Asks = part });
        return part;
    }

    /// <summary>The case that a text belongs to, or may belong to; null: it is a new one.</summary>
    private async Task<Found?> Belongs(Actor actor, ForumSettings settings, string phone, string words, DateTimeOffset now, CancellationToken cancellation)
    {
        var (asks, begun) = (now - StaffPatience, now - Patience);
        var cases = (await db.Reports.ReadableBy(actor).Where(r => r.PhoneHash == phone
                && (r.Status == ReportStatus.Received || r.Status == ReportStatus.Acknowledged || r.Status == ReportStatus.AwaitingPickup
                    || db.Reports.Any(whole => whole.Id == r.MergedIntoId && whole.ResolvedAt == null && whole.ClosedAt == null))
                && ((r.AskedAt > asks && r.AskedFor == null) || (r.Channel == Channel.Sms && r.ReceivedAt > begun))).ToListAsync(cancellation))
            .OrderByDescending(r => r.AskedAt).ThenByDescending(r => r.ReceivedAt).ToList();
        if (cases.Count == 0) return null;
        var named = cases.FirstOrDefault(r => words.Contains(r.Number, StringComparison.OrdinalIgnoreCase));
        var report = named ?? cases[0];
        var said = MessageDialogue.Read(settings, words);
        var before = await Known(settings, report, cancellation);
        if (named is null && TextBelonging.IsNew(before, said, report)) return null;
        var after = before.With(said, words, report.AskedFor);
        var helped = TextBelonging.Helped(before, after, words, report.AskedFor);
        // With two questions open, or none, nobody can tell which case is meant.
        var several = named is null && cases.Count > 1 && cases.Count(r => r.AskedAt is not null) != 1;
        return new(report, after, helped, several || !TextBelonging.IsSure(before, said, words, report, helped));
    }

    private async Task<MessageReading> Known(ForumSettings settings, Report report, CancellationToken cancellation)
    {
        var events = await db.ReadableEvents(report.ForumId, Audience.Partners, report.Id).AsNoTracking().Where(e => e.Type == EventType.ReportAsked || e.Type == EventType.ReportAddedTo).OrderBy(e => e.Seq).ToListAsync(cancellation);
        var notes = await db.Notes.AsNoTracking().Where(note => note.ReportId == report.Id).ToDictionaryAsync(note => note.Id, cancellation);
        var first = cipher.Open(report.WordsSealed, SubmitReport.WordsPurpose) ?? "";
        var reading = MessageDialogue.Read(settings, first, events.Select(e => (e.Type, e.Data, e.Data.Note is { } id && notes.TryGetValue(id, out var note) ? cipher.Open(note.WordsSealed, Note.Purpose) : null)));
        if (settings.Street(report.StreetId)?.Name is not { } street) return reading;
        // Where staff or a form have put it counts for more than what was read.
        var house = ExactPlace.Open(cipher, report.PlaceSealed).HouseNumber;
        return reading with { Street = street, House = house, Place = $"{street} {house}".Trim(), Category = report.Category, Purpose = MessagePurpose.Report };
    }

    private sealed record Found(Report Report, MessageReading After, bool Helped, bool Doubtful);
}

/// <summary>Whether a text belongs to a case: by what it says, what the case is about, and what was asked.</summary>
internal static class TextBelonging
{
    /// <summary>It plainly reports something else: another place, or a report behind what was none.</summary>
    public static bool IsNew(MessageReading before, MessageReading said, Report report) =>
        said is { Purpose: MessagePurpose.Report, Place: not null } && (before.Purpose is not (MessagePurpose.Report or MessagePurpose.Unclear or MessagePurpose.Past) || IsElsewhere(before, said, report));

    // Asked where on a street it is, one names the street at its corner.
    private static bool IsElsewhere(MessageReading before, MessageReading said, Report report) =>
        before.Place is not null && (said.Street != before.Street || said.Street is null ? said.Place != before.Place && report.AskedFor is not MissingPart.WhereOnStreet
            : said.House is not null && before.House is not null && said.House != before.House);

    /// <summary>It told what was asked for.</summary>
    public static bool Helped(MessageReading before, MessageReading after, string words, MissingPart? asked) => asked switch
    {
        MissingPart.Place => after.Place is not null || after.NamesOther,
        MissingPart.WhichNumber => after.Missing is not MissingPart.WhichNumber,
        MissingPart.WhereOnStreet => after.House is not null || after.IsSpot,
        MissingPart.What => after.Category is not CategoryCode.Unsorted,
        MissingPart.Ground => after.Ground is not Ground.Unknown,
        MissingPart.Count => after.Count is not null || MessageDialogue.IsUnknown(Phrase.Words(words)),
        _ => after != before,
    };

    /// <summary>Nobody need look whether it belongs here.</summary>
    public static bool IsSure(MessageReading before, MessageReading said, string words, Report report, bool helped) => said switch
    {
        _ when before.Category is not CategoryCode.Unsorted && said.Category is not (CategoryCode.Unsorted or CategoryCode.Idea) && said.Category != before.Category => false,
        { Purpose: MessagePurpose.Past or MessagePurpose.Thanks or MessagePurpose.Chasing } => true,
        { Purpose: MessagePurpose.HandedIn or MessagePurpose.FetchWish or MessagePurpose.Question } => report is { AskedAt: not null, AskedFor: null },
        _ when report.AskedAt is null => helped && before.Purpose is MessagePurpose.Unclear,
        _ when report.AskedFor is null || helped => true,
        // In words that the program cannot place, but to the question where.
        _ => report.AskedFor is MissingPart.Place or MissingPart.WhereOnStreet or MissingPart.WhichNumber && said.Purpose is MessagePurpose.Unclear && !MessageDialogue.IsUnknown(Phrase.Words(words)),
    };
}
