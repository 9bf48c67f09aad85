using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Tryghedsforum.Notifications.Delivery;

/// <summary>A mail as it is written: a page whose title is the subject. The words for those who read no HTML are taken from it.</summary>
internal sealed class MailPage
{
    private const string Paragraphs = "h1, p, li";

    /// <summary>Reads the page.</summary>
    public MailPage(string html)
    {
        using var page = new HtmlParser().ParseDocument(html);
        Subject = page.Title ?? "";
        Text = string.Join("\n\n", page.QuerySelectorAll(Paragraphs).Select(paragraph => paragraph.Text().Trim()).Where(words => words.Length > 0));
    }

    /// <summary>The subject.</summary>
    public string Subject { get; }

    /// <summary>The words, a blank line between paragraphs.</summary>
    public string Text { get; }
}
