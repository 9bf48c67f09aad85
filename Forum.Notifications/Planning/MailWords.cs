using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.Localization;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.HandOvers;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Notifications.Text;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>
/// The words of every mail, as a page (<see cref="Delivery.MailPage"/>): Danish first, and English below, for nobody knows yet what the reader reads.
/// No pictures, nothing that is fetched from elsewhere, nothing that tells whether it was opened.
/// </summary>
internal sealed class MailWords(IStringLocalizer<MailText> words)
{
    private static readonly CultureInfo Danish = CultureInfo.GetCultureInfo("da-DK"), English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>The name that mails of a forum come from.</summary>
    public string From(Forum forum) => Say(Danish, "from", forum.Name);

    /// <summary>The code of somebody who signs in.</summary>
    public string Code(Forum forum, string code) => Page("code", forum, _ => [("code", [code]), ("code.rules", []), ("code.not-you", [])]);

    /// <summary>To the address that a member had before.</summary>
    public string Changed(Forum forum) => Page("changed", forum, _ => [("changed", [forum.Name, forum.Telephone])]);

    /// <summary>Who invites whom to what, and the link.</summary>
    public string Invitation(Forum forum, InvitationMail invitation, string link) => Page(
        "invitation",
        forum,
        language => [
            (invitation.By is null ? "invitation" : "invitation.by", [invitation.Name, invitation.By ?? "", forum.Name, Role(language, invitation)]),
            ("invitation.how", [TimeZoneInfo.ConvertTime(invitation.ExpiresAt, forum.Zone).ToString(Say(language, "time"), language)]),
            ("invitation.not-you", [])],
        link);

    /// <summary>Who asks somebody outside, until when, and the link: what it is about stands behind it.</summary>
    public string HandOver(Forum forum, HandOverMail handed, string link) => Page(
        "hand-over", forum, language => [("hand-over", [handed.Name, forum.Name]), ("hand-over.until", [TimeZoneInfo.ConvertTime(handed.Deadline, forum.Zone).ToString(Say(language, "time"), language)])], link);

    /// <summary>What a member is told, in the member's own language, with the addresses of the forum and for stopping such mails.</summary>
    public string Notice(Forum forum, bool english, IReadOnlyList<string> told, string link, string stop)
    {
        var language = english ? English : Danish;
        var page = new StringBuilder("<!doctype html><html lang=\"").Append(english ? "en" : "da").Append("\"><head><meta charset=\"utf-8\"><title>").Append(Html(Say(language, "subject.notice", forum.Name))).Append("</title></head><body>");
        foreach (var words in told) page.Append("<p>").Append(Html(words)).Append("</p>");
        page.Append("<p>").Append(Html(Say(language, "notice.read"))).Append(" <a href=\"").Append(Html(link)).Append("\">").Append(Html(link)).Append("</a></p>");
        page.Append("<hr><p>").Append(Html(Say(language, "notice.stop", forum.Name))).Append(" <a href=\"").Append(Html(stop)).Append("\">").Append(Html(stop)).Append("</a></p>");
        return page.Append("</body></html>").ToString();
    }

    private string Page(string subject, Forum forum, Func<CultureInfo, (string Key, object[] With)[]> paragraphs, string? link = null)
    {
        var page = new StringBuilder("<!doctype html><html lang=\"da\"><head><meta charset=\"utf-8\"><title>").Append(Html(Say(Danish, $"subject.{subject}", forum.Name))).Append("</title></head><body>");
        foreach (var (key, with) in paragraphs(Danish)) page.Append("<p>").Append(Html(Say(Danish, key, with))).Append("</p>");
        if (link is not null) page.Append("<p><a href=\"").Append(Html(link)).Append("\">").Append(Html(link)).Append("</a></p>");
        page.Append("<hr><div lang=\"en\">");
        foreach (var (key, with) in paragraphs(English)) page.Append("<p>").Append(Html(Say(English, key, with))).Append("</p>");
        return page.Append("</div></body></html>").ToString();
    }

    private string Role(CultureInfo language, InvitationMail invitation)
    {
        var role = Say(language, $"role.{invitation.Role}");
        return invitation.Team is { } team && !string.Equals(team, role, StringComparison.OrdinalIgnoreCase) ? $"{role}, {team}" : role;
    }

    private string Say(CultureInfo language, string key, params object[] with)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = language;
            var found = words[key];
            return found.ResourceNotFound ? throw new InvalidOperationException($"MailText has no key {key}.") : string.Format(language, found.Value, with);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static string Html(string text) => WebUtility.HtmlEncode(text);
}
