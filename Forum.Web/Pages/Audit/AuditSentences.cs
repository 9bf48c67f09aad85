using Microsoft.Extensions.Localization;
using Tryghedsforum.Api.Audit;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Web.Pages.Members;
using Tryghedsforum.Web.Text;

namespace Tryghedsforum.Web.Pages.Audit;

/// <summary>Says a line of the audit log in one plain sentence.</summary>
internal sealed class AuditSentences(IStringLocalizer<AuditText> words, IStringLocalizer<FrameText> frame, DeputyWords periods)
{
    private static readonly AuditKind[] AboutCases = [AuditKind.LinkRenewed, AuditKind.ContactErased, AuditKind.ContactViewed, AuditKind.ReleaseProposed, AuditKind.CaseReleased, AuditKind.ReleaseWithdrawn];

    public string Of(AuditLine line)
    {
        var subject = line.Subject ?? words[AboutCases.Contains(line.Kind) ? "ACase" : "Somebody"];
        var sentence = words[line.Facts.Renamed is true ? "Kind_MemberRenamed" : $"Kind_{line.Kind}", line.Actor ?? words["Operator"], subject, As(line.Facts.Role, line.Team), As(line.Facts.Before, line.TeamBefore), Devices(line.Facts.Count), line.Facts.Reason is { } reason ? words[$"Reason_{reason}"].Value : "", line.Facts.UpTo ?? 0, line.Facts.Part is { } part ? words[$"Part_{part}"].Value : "", line.Facts.Count ?? 0, line.Facts.From is { } from ? periods.Period(from, line.Facts.Until) : ""].Value;
        return char.ToUpper(sentence[0], System.Globalization.CultureInfo.CurrentCulture) + sentence[1..];
    }

    private string As(Role? role, string? team)
    {
        if (role is null) return "";
        var name = frame[$"Role_{role}"].Value;
        return team is null || string.Equals(team, name, StringComparison.OrdinalIgnoreCase) ? name : words["RoleInTeam", name, team];
    }

    private string Devices(int? count) => count == 1 ? words["OneDevice"] : words["Devices", count ?? 0];
}
