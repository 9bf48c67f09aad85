using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Pickups;

/// <summary>What the crew says of a pickup.</summary>
/// <param name="Count">Needles counted, 0 to 999; null when not counted.</param>
/// <param name="Words">Words for the neighbour, at most 2,000 characters.</param>
public sealed record ConfirmCollectedRequest(int? Count, string? Words = null);

/// <summary>The crew has fetched it ("2 7", "Hentet"). One that nobody had taken is taken first.</summary>
public sealed class ConfirmCollected(ForumDb db, EventLog log, ReadForum forums, FieldCipher cipher)
{
    /// <summary>The largest count that is believed.</summary>
    public const int MostCounted = 999;

    /// <summary>Confirms; every case that the pickup serves is resolved.</summary>
    /// <exception cref="Refused">Invalid, NotFound, NotNow, TakenByOther.</exception>
    public async Task<bool> Run(Actor actor, string number, ConfirmCollectedRequest request, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.Fetch);
        var settings = await forums.ById(actor.ForumId, cancellation);
        var fields = new ReportFields(settings);
        if (request.Count is < 0 or > MostCounted) fields.Fault("count", "CountInvalid");
        var words = fields.Text(request.Words, ReportFields.WordsMax, "words");
        fields.ThrowIfFaulty();
        return await log.Write(actor, key is null ? null : new(nameof(ConfirmCollected), key, new { number, request }), async entry =>
        {
            var (pickup, cases) = await db.OpenPickup(await db.Case(actor, number, cancellation), cancellation);
            entry.TakeFor(actor, pickup, cases, id => settings.Team(id)?.Name);
            pickup.Collect(request.Count, entry.Now);
            Guid? note = words is null ? null : db.AddNote(cipher, cases[0], NoteKind.FromCrew, words, entry.Now);
            foreach (var report in cases)
            {
                report.Resolve(Resolution.Collected, entry.Now);
                await db.Follow(report, cancellation);
            }

            entry.AppendForEach(pickup, cases, EventType.PickupCollected, new EventData { Team = actor.TeamId, Count = request.Count, Note = note });
            entry.CanBeUndone(pickup.LeadReportId, EventType.PickupCollected);
            return true;
        }, cancellation);
    }
}
