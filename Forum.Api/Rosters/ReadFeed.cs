using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Text;

namespace Tryghedsforum.Api.Rosters;

/// <summary>
/// A calendar program reads the shifts by the secret link: the member's own, or the team's by first names. Nothing else about anybody stands in it. The link
/// opens nothing once the member has left, or has another one.
/// </summary>
internal sealed class ReadFeed(ForumDb db, ReadForum forums, ReachMember reach, FieldCipher cipher, TimeProvider time, IStringLocalizer<RosterText> words)
{
    private const int DaysBack = 14, DaysAhead = 90;

    /// <summary>The calendar, as text/calendar.</summary>
    /// <exception cref="Refused">NotFound: the secret opens nothing.</exception>
    public async Task<string> Run(Actor actor, string secret, CancellationToken cancellation)
    {
        actor.Demand(Policies.SeePublic);
        if (secret.Length is <= 20 or >= 40) throw new Refused(RefusalCode.NotFound);
        var hash = MakeFeed.Hash(cipher, secret);
        var found = await (from f in db.DutyFeeds.AsNoTracking()
                           join m in db.CanBeOn(actor.ForumId) on f.MemberId equals m.Id
                           where f.ForumId == actor.ForumId && f.Hash == hash
                           select new { f.OfTeam, m.Id, m.TeamId }).FirstOrDefaultAsync(cancellation);
        if (found?.TeamId is not { } team) throw new Refused(RefusalCode.NotFound);
        var (settings, now) = (await forums.ById(actor.ForumId, cancellation), time.GetUtcNow());
        var today = LocalTime.Day(now, settings.Forum.Zone);
        var book = await DutyBook.Read(db, actor.ForumId, now.AddDays(-DaysBack), cancellation);
        var watches = book.Of(team, today.AddDays(-DaysBack), today.AddDays(DaysAhead)).Where(w => found.OfTeam || w.MemberId == found.Id).ToList();
        var names = (await reach.ByIds(actor.ForumId, [.. watches.Select(w => w.MemberId).Distinct()], cancellation)).ToDictionary(member => member.Id, member => member.Name.Split(' ')[0]);
        return Text(settings.Team(team)!.Name, watches, found.OfTeam ? names : null, now);
    }

    private string Text(string team, List<Watch> watches, Dictionary<Guid, string>? names, DateTimeOffset now)
    {
        var calendar = new Calendar { ProductId = "-//Tryghedsforum//Vagtplan//DA" };
        calendar.AddProperty("X-WR-CALNAME", words["Calendar", team]);
        foreach (var watch in watches)
        {
            calendar.Events.Add(new CalendarEvent
            {
                // The same shift of the same day is the same entry, each time that the calendar is fetched.
                Uid = $"{watch.MemberId:N}-{watch.Day:yyyyMMdd}-{watch.From:HHmm}@tryghedsforum",
                DtStamp = new CalDateTime(now.UtcDateTime), Start = new CalDateTime(watch.Start.UtcDateTime), End = new CalDateTime(watch.End.UtcDateTime),
                Summary = names is null ? words["Shift", team] : words["ShiftOf", team, names.GetValueOrDefault(watch.MemberId, "")],
            });
        }

        return new CalendarSerializer().SerializeToString(calendar)!;
    }
}
