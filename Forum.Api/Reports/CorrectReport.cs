using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Releases;

namespace Tryghedsforum.Api.Reports;

/// <summary>What staff put right on a case.</summary>
public sealed record CorrectReportRequest
{
    /// <summary>What it is about.</summary>
    public CategoryCode Category { get; init; }

    /// <summary>Kind of ground; required.</summary>
    public Ground Ground { get; init; }

    /// <summary>Where; a street or a point is required.</summary>
    public PlaceFields? Place { get; init; }

    /// <summary>How many; null: as it was.</summary>
    public Amount? Amount { get; init; }

    /// <summary>Children play near.</summary>
    public bool NearChildren { get; init; }
}

/// <summary>
/// Staff put category, ground and place right, above all on messages that came as plain text. The case is routed anew: who may see it, who receives it,
/// and, when the ground rule names a fetching team and no pickup is open, that team is asked at once.
/// </summary>
public sealed class CorrectReport(ForumDb db, EventLog log, ReadForum forums, FieldCipher cipher)
{
    /// <summary>Corrects.</summary>
    /// <exception cref="Refused">Invalid, NotFound, NotNow.</exception>
    public async Task<bool> Run(Actor actor, string number, CorrectReportRequest request, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.Handle);
        var settings = await forums.ById(actor.ForumId, cancellation);
        var fields = new ReportFields(settings);
        fields.Category(request.Category, required: true);
        fields.Known(request.Ground, "ground", required: true);
        if (request.Amount is { } amount) fields.Known(amount, "amount", required: false);
        var (place, streetId) = fields.Place(request.Place, required: true);
        fields.ThrowIfFaulty();
        return await log.Write(actor, key is null ? null : new(nameof(CorrectReport), key, new { number, request }), async entry =>
        {
            var report = await db.Case(actor, number, cancellation);
            if (!report.IsOpen) throw new Refused(RefusalCode.NotNow);
            var routing = Routing.For(settings, request.Category, request.Ground, place, request.NearChildren ? YesNo.Yes : YesNo.No);
            var before = report.Outsiders;
            report.Place(request.Category, request.Ground, streetId, place.Seal(cipher), routing,
                TargetTime.For(entry.Now, routing.NearChildren, settings.Forum));
            if (request.Amount is { } counted) report.Count(counted);
            var merged = report.OwnAudience is not null;
            if (merged)
            {
                report.SetOwn(routing.Audience(acknowledged: true), routing.Outsiders);
                entry.Narrow(report, await db.PartsOf(report, cancellation));
            }

            entry.Append(EventType.ReportCorrected, SubjectKind.Report, report.Id, Audience.Partners, new EventData
            {
                Category = request.Category, Ground = request.Ground, Near = routing.NearChildren, Team = report.ReceivingTeamId, Before = report.Target,
                Street = report.CoarseStreetId,
            });
            // What was released as a case in a street may not be read as one behind a door.
            if (report.Outsiders != before) await WithdrawRelease.All(db, entry, report, actor.TeamId, cancellation);
            if (!merged) entry.Widen(report, routing.Audience(acknowledged: true));
            entry.See(report, actor.TeamId);
            if (routing.FetchingTeamId is { } team && report.PickupId is null) await RequestPickup.For(db, entry, settings, report, team, routing.NextTeamId, cancellation);
            return true;
        }, cancellation);
    }
}
