using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Delivery;

namespace Tryghedsforum.Web.Pages.Reports;

/// <summary>Which teams a message about a case has really gone out to.</summary>
internal sealed class WhoHasHeard(FindCase cases, WhoWasTold told, ReachMember members)
{
    private const string Member = "member:";

    /// <summary>The teams, and when the first message left; null while none has.</summary>
    public async Task<(IReadOnlyList<string> Teams, DateTimeOffset At)?> Of(ForumSettings settings, string secret, CancellationToken cancellation)
    {
        if (await cases.BySecret(secret, "", cancellation) is not { CaseId: { } id } holder || holder.ForumId != settings.Forum.Id) return null;
        var left = (await told.ForSubject(holder.ForumId, id, cancellation))
            .Where(line => line.State is MessageState.Sent or MessageState.Delivered && line.Recipient.StartsWith(Member, StringComparison.Ordinal)).ToList();
        var ids = left.Select(line => Guid.TryParse(line.Recipient.AsSpan(Member.Length), out var member) ? member : Guid.Empty).ToHashSet();
        if (ids.Count == 0) return null;
        var teams = (await members.ByIds(holder.ForumId, ids, cancellation)).Select(member => member.Team).OfType<string>().Distinct().ToList();
        return teams.Count == 0 ? null : (teams, left.Min(line => line.At));
    }
}
