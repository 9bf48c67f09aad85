using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Rosters;

namespace Tryghedsforum.Api.Privacy;

/// <summary>A time in which the person deputises, or did, for a coordinator.</summary>
/// <param name="From">From then on.</param>
/// <param name="Until">Until then; null: no end is set.</param>
public sealed record OwnDeputy(DateTimeOffset From, DateTimeOffset? Until);

/// <summary>A shift in the duty roster, weekly or on a day.</summary>
/// <param name="Weekday">It comes every week on this day; null: a day that differs.</param>
/// <param name="Kind">How the day differs.</param>
/// <param name="Day">The first day that differs.</param>
/// <param name="LastDay">The last one.</param>
/// <param name="From">From then on.</param>
/// <param name="Until">Until then.</param>
public sealed record OwnShift(DayOfWeek? Weekday, DayChangeKind? Kind, DateOnly? Day, DateOnly? LastDay, TimeOnly? From, TimeOnly? Until);

/// <summary>A device that shows that there is news.</summary>
/// <param name="Device">Kind of device.</param>
/// <param name="AddedAt">When it was chosen.</param>
public sealed record OwnDevice(string? Device, DateTimeOffset AddedAt);

/// <summary>How far the person has read a case.</summary>
/// <param name="Case">Number of the case.</param>
/// <param name="Until">When the newest happened that was read; when it was read is not kept.</param>
public sealed record OwnRead(string Case, DateTimeOffset? Until);

/// <summary>A place in a forum.</summary>
/// <param name="MemberId">By which the log and messages know the person there.</param>
/// <param name="Forum">Name of the forum.</param>
/// <param name="CalledAs">The name that the forum knows the person by, when it is another than the person's own.</param>
/// <param name="Role">What the person is there.</param>
/// <param name="Team">The team, by name.</param>
/// <param name="OnDuty">On duty now.</param>
/// <param name="EndedAt">No longer a member since then.</param>
/// <param name="Follows">Streets and places that the person follows there.</param>
/// <param name="Deputy">When the person deputises there.</param>
/// <param name="Shifts">The person's duty there, by the roster.</param>
public sealed record OwnPlace(Guid MemberId, string Forum, string? CalledAs, Role Role, string? Team, bool OnDuty, DateTimeOffset? EndedAt, IReadOnlyList<string> Follows, IReadOnlyList<OwnDeputy> Deputy, IReadOnlyList<OwnShift> Shifts)
{
    /// <summary>How the person has chosen to be told there; null: as it is by default.</summary>
    public MessageChoices? Messages { get; init; }

    /// <summary>The devices that show the person that there is news there; where they are reached is nothing to hand out.</summary>
    public IReadOnlyList<OwnDevice> Devices { get; init; } = [];

    /// <summary>Which cases the person has read there, and how far.</summary>
    public IReadOnlyList<OwnRead> Reads { get; init; } = [];

    /// <summary>What had happened before then was never new to the person; null: nothing is marked as new yet.</summary>
    public DateTimeOffset? NewsFrom { get; init; }
}

/// <summary>A session.</summary>
/// <param name="Device">Kind of device.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="UsedAt">When it was last used, to the hour.</param>
/// <param name="EndsAt">When it ended, or will end at the latest.</param>
public sealed record OwnSession(string? Device, DateTimeOffset StartedAt, DateTimeOffset UsedAt, DateTimeOffset EndsAt);

/// <summary>A code that was asked for, to sign in, or to change number or e-mail address.</summary>
/// <param name="Id">By which messages know it; it stays inside.</param>
/// <param name="At">When.</param>
public sealed record OwnSignIn([property: System.Text.Json.Serialization.JsonIgnore] Guid Id, DateTimeOffset At);

/// <summary>Something that the person did.</summary>
/// <param name="At">When.</param>
/// <param name="Forum">Name of the forum.</param>
/// <param name="What">What kind of deed.</param>
/// <param name="Case">Number of the case.</param>
/// <param name="Words">What the person wrote with it.</param>
public sealed record OwnDeed(DateTimeOffset At, string Forum, EventType What, string? Case, string? Words);

/// <summary>All that is held about a person, in all forums, but for the messages.</summary>
/// <param name="Name">As the person is called.</param>
/// <param name="Phone">The number, as people write it.</param>
/// <param name="Email">The e-mail address.</param>
/// <param name="HasApp">There is an authenticator app; its secret is nothing to hand out.</param>
/// <param name="Places">In which forums, as what.</param>
/// <param name="Passkeys">The passkeys.</param>
/// <param name="Logins">Logins at providers; what those call the person is kept as a hash only.</param>
/// <param name="Sessions">Where the person is and was signed in.</param>
/// <param name="SignIns">When a code was asked for, to sign in, or to change number or e-mail address.</param>
/// <param name="Deeds">What the person did, the newest first.</param>
public sealed record OwnData(string Name, string? Phone, string? Email, bool HasApp, IReadOnlyList<OwnPlace> Places, IReadOnlyList<PasskeyView> Passkeys, IReadOnlyList<ProviderLoginView> Logins, IReadOnlyList<OwnSession> Sessions, IReadOnlyList<OwnSignIn> SignIns, IReadOnlyList<OwnDeed> Deeds);

/// <summary>A person reads all that is held about them.</summary>
public sealed class ReadOwnData(ForumDb db, ReadForum forums, FieldCipher cipher)
{
    /// <summary>All of it.</summary>
    public async Task<OwnData> Run(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.OwnData);
        var id = actor.PersonId;
        var person = await db.Users.AsNoTracking().FirstAsync(p => p.Id == id, cancellation);
        var phone = PhoneNumber.TryParse(cipher.Open(person.PhoneSealed, SubmitReport.PhonePurpose), out var number) ? number.Display : null;
        var members = await db.Members.AsNoTracking().Where(m => m.PersonId == id).OrderBy(m => m.ForumId).ToListAsync(cancellation);
        var (places, deeds) = (new List<OwnPlace>(), new List<OwnDeed>());
        foreach (var member in members)
        {
            var forum = await forums.ById(member.ForumId, cancellation);
            var follows = await db.Follows.AsNoTracking().Where(f => f.MemberId == member.Id).ToListAsync(cancellation);
            places.Add(new(member.Id, forum.Forum.Name, member.CalledAs, member.Role, forum.Team(member.TeamId)?.Name, member.OnDuty, member.EndedAt,
                [.. follows.Select(f => forum.Street(f.StreetId)?.Name ?? forum.Places.FirstOrDefault(place => place.Id == f.PlaceId)?.Name).OfType<string>()],
                await db.Deputies.AsNoTracking().Where(d => d.MemberId == member.Id).OrderBy(d => d.From).Select(d => new OwnDeputy(d.From, d.EndedAt ?? d.Until)).ToListAsync(cancellation),
                await Shifts(member.Id, cancellation))
            {
                Messages = (await db.MessageChoices.AsNoTracking().FirstOrDefaultAsync(choice => choice.MemberId == member.Id, cancellation))?.Now(),
                Devices = await Devices(member.Id, cancellation),
                Reads = await Reads(member, cancellation),
                NewsFrom = await db.Events.AsNoTracking().Where(e => e.ForumId == member.ForumId && e.Seq == member.NewsFrom).Select(e => (DateTimeOffset?)e.OccurredAt).FirstOrDefaultAsync(cancellation),
            });
            deeds.AddRange(await Deeds(member, forum.Forum.Name, cancellation));
        }

        return new(person.Name, phone, cipher.Open(person.EmailSealed, EmailAddress.Purpose), person.SecondFactorSealed is not null, places,
            await db.Passkeys.AsNoTracking().Where(p => p.UserId == id).OrderBy(p => p.AddedAt).Select(p => new PasskeyView(p.Id, p.Name, p.AddedAt, p.LastUsedAt)).ToListAsync(cancellation),
            await db.ProviderLogins.AsNoTracking().Where(l => l.PersonId == id).OrderBy(l => l.AddedAt).Select(l => new ProviderLoginView(l.Id, l.Provider, l.AddedAt, l.LastUsedAt)).ToListAsync(cancellation),
            await db.Sessions.AsNoTracking().Where(s => s.PersonId == id).OrderByDescending(s => s.StartedAt).Select(s => new OwnSession(s.Device, s.StartedAt, s.UsedAt ?? s.StartedAt, s.EndedAt ?? s.ExpiresAt)).ToListAsync(cancellation),
            await db.SignInAttempts.AsNoTracking().Where(a => a.PersonId == id).OrderByDescending(a => a.At).Select(a => new OwnSignIn(a.Id, a.At)).ToListAsync(cancellation),
            [.. deeds.OrderByDescending(deed => deed.At)]);
    }

    private async Task<IReadOnlyList<OwnDevice>> Devices(Guid member, CancellationToken cancellation) => await (
        from device in db.PushDevices.AsNoTracking()
        join session in db.Sessions.AsNoTracking() on device.SessionId equals session.Id
        where device.MemberId == member
        orderby device.AddedAt
        select new OwnDevice(session.Device, device.AddedAt)).ToListAsync(cancellation);

    private async Task<IReadOnlyList<OwnRead>> Reads(Member member, CancellationToken cancellation) => await (
        from read in db.CaseReads.AsNoTracking()
        join report in db.Reports.AsNoTracking() on read.ReportId equals report.Id
        where read.MemberId == member.Id
        orderby read.LastSeq
        select new OwnRead(report.Number, db.Events.Where(e => e.ForumId == member.ForumId && e.Seq == read.LastSeq).Select(e => (DateTimeOffset?)e.OccurredAt).FirstOrDefault())).ToListAsync(cancellation);

    private async Task<IReadOnlyList<OwnShift>> Shifts(Guid member, CancellationToken cancellation) =>
    [
        .. await db.Shifts.AsNoTracking().Where(s => s.MemberId == member).OrderBy(s => s.Day).Select(s => new OwnShift(s.Day, null, null, null, s.From, s.Until)).ToListAsync(cancellation),
        .. await db.DayChanges.AsNoTracking().Where(c => c.MemberId == member || c.ToMemberId == member).OrderBy(c => c.Day).Select(c => new OwnShift(null, c.Kind, c.Day, c.LastDay, c.From, c.Until)).ToListAsync(cancellation),
    ];

    private async Task<IReadOnlyList<OwnDeed>> Deeds(Member member, string forum, CancellationToken cancellation)
    {
        var events = await db.Events.AsNoTracking().Where(e => e.ForumId == member.ForumId && e.ActorId == member.Id).ToListAsync(cancellation);
        var notes = events.Select(e => e.Data.Note).OfType<Guid>().ToList();
        var words = await db.Notes.AsNoTracking().Where(n => notes.Contains(n.Id)).ToDictionaryAsync(n => n.Id, n => n.WordsSealed, cancellation);
        var cases = events.Where(e => e.SubjectKind == SubjectKind.Report).Select(e => e.SubjectId).Distinct().ToList();
        var numbers = await db.Reports.AsNoTracking().Where(r => cases.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.Number, cancellation);
        return [.. events.Select(e => new OwnDeed(e.OccurredAt, forum, e.Type, numbers.GetValueOrDefault(e.SubjectId), e.Data.Note is { } note ? cipher.Open(words.GetValueOrDefault(note), Note.Purpose) : null))];
    }
}
