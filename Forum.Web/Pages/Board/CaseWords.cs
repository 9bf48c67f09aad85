using System.Globalization;
using Microsoft.Extensions.Localization;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Web.Parts;
using Tryghedsforum.Web.Text;

namespace Tryghedsforum.Web.Pages.Board;

/// <summary>A case in partners' words.</summary>
internal sealed class CaseWords(IStringLocalizer<WorkText> words, ForumClock clock)
{
    /// <summary>"Kanyler, 2–5".</summary>
    public string What(CategoryCode category, Amount amount, Find find)
    {
        var name = category == CategoryCode.NeedleWaste && find is Find.Equipment or Find.Both ? words[$"Find_{find}"].Value : words[$"Category_{category}"].Value;
        return amount == Amount.Unknown ? name : $"{name}, {words[$"Amount_{amount}"]}";
    }

    /// <summary>Street and number with what stands closest to it, or that nobody knows.</summary>
    public string Place(string place, string? detail) => (place, detail) switch
    {
        ({ Length: 0 }, { Length: > 0 }) => detail,
        ({ Length: 0 }, _) => words["PlaceUnknown"],
        (_, { Length: > 0 }) => $"{place}, {detail}",
        _ => place,
    };

    /// <summary>What the chip says.</summary>
    public static (ChipStatus Status, string? Team, DateTimeOffset? At) Chip(CaseView view) => view.Status switch
    {
        ReportStatus.AwaitingPickup when view.Pickup is { Status: PickupStatus.Accepted } pickup => (ChipStatus.Taken, pickup.TakenBy, null),
        _ when view.Reopened => (ChipStatus.Reopened, null, null),
        ReportStatus.AwaitingPickup => (ChipStatus.AwaitingPickup, null, null),
        ReportStatus.Acknowledged => (ChipStatus.Acknowledged, view.AcknowledgedBy, view.AcknowledgedAt),
        ReportStatus.Resolved => (Solved(view.Resolution), null, null),
        ReportStatus.Closed => (ChipStatus.Closed, null, null),
        ReportStatus.Merged => (ChipStatus.Merged, null, null),
        ReportStatus.Dismissed => (view.DismissReason == DismissReason.BelongsElsewhere ? ChipStatus.BelongsElsewhere : ChipStatus.Dismissed, null, null),
        _ => (ChipStatus.Received, null, null),
    };

    /// <summary>One row of the overview.</summary>
    public CaseRowItem Row(BoardRow row, string href, bool current, bool sameTour, TimeZoneInfo zone)
    {
        var solved = row.Group is BoardGroup.SolvedToday;
        var what = What(row.Category, row.Amount, row.Find);
        return new()
        {
            Number = row.Number, Href = href, Current = current, Place = Place(row.Place, row.Detail is { Length: <= 40 } ? row.Detail : null), What = what,
            NearChildren = row.NearChildren && !solved,
            Due = solved || row.ResolvedAt is not null ? null : row.Target,
            Late = row.ResolvedAt is null && (row.Target < clock.Now || row.HandedOver is { IsLate: true }),
            DueWords = solved && row.ResolvedAt is { } at ? clock.Time(at, zone) : row.Group is BoardGroup.Taken && row.Target >= clock.Now ? clock.Before(row.Target, zone) : null,
            Since = solved ? null : row.ReceivedAt,
            Note = Note(row, sameTour),
            Announce = words["NewRow", what.ToLower(CultureInfo.CurrentCulture), Place(row.Place, null)],
        };
    }

    /// <summary>Why it waits, or who has it; no more than what is known.</summary>
    private string? Note(BoardRow row, bool sameTour)
    {
        string?[] notes =
        [
            row.Danger == Danger.None ? null : words["DangerShort"].Value,
            row.AwaitsAnswer ? words["NeighbourWrote"].Value : null,
            row.Reopened ? words["ReopenedShort"].Value : null,
            row.Group switch
            {
                BoardGroup.Taken => row.IsMine ? words["YoursShort"].Value : words["HasIt", row.TakenBy ?? words["Somebody"].Value].Value,
                BoardGroup.ToTake or BoardGroup.ToSee when row.Pickup is PickupStatus.Requested =>
                    row.IsAsked ? words["YouAreAsked"] : row.AskedTeam is { } team ? words["AskedNoAnswer", team] : words["CoordinatorFinds"],
                BoardGroup.ToTake or BoardGroup.ToSee when row.Pickup is PickupStatus.Accepted => words["HasIt", row.TakenBy ?? words["Somebody"].Value],
                BoardGroup.SolvedToday => words[$"Solved_{row.Resolution}"],
                _ => null,
            },
            row.HandedOver is not { } handed ? null : handed.Answer is { } said ? words[$"HandedShort_{said}", handed.Name].Value : words[handed.IsLate ? "HandedLateShort" : "HandedShort", handed.Name].Value,
            row.Parts.Count > 0 ? words["JoinedWith", string.Join(", ", row.Parts)].Value : null,
            row.Same is { } other ? words["MaybeSame", other].Value : null,
            sameTour && row.Same is null ? words["SameTour"].Value : null,
        ];
        return notes.Any(note => note is not null) ? string.Join(". ", notes.Where(note => note is not null)) : null;
    }

    private static ChipStatus Solved(Resolution? how) => how switch
    {
        Resolution.Collected => ChipStatus.Collected,
        Resolution.NothingFound => ChipStatus.NothingFound,
        Resolution.Answered => ChipStatus.Answered,
        _ => ChipStatus.Resolved,
    };
}
