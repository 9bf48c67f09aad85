using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Io.Dom;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;

namespace Tryghedsforum.Testing;

/// <summary>A person who visits pages and sends forms as a browser without script does: cookies, hidden fields and redirects included.</summary>
public sealed class Visitor
{
    private static readonly IBrowsingContext Browser = BrowsingContext.New(Configuration.Default);

    internal Visitor(ForumHost host)
    {
        Http = host.CreateDefaultClient(host.Address, [new RedirectHandler(), Cookies]);
        Http.DefaultRequestHeaders.Add("Accept-Language", "da-DK");
        // A browser names the page's origin with every form; the program may check it.
        Http.DefaultRequestHeaders.Add("Origin", host.Address.GetLeftPart(UriPartial.Authority));
    }

    /// <summary>For what is not a page: the API, pictures, odd headers. Shares the cookies.</summary>
    public HttpClient Http { get; }

    /// <summary>The cookie jar.</summary>
    public CookieJar Cookies { get; } = new();

    /// <summary>Opens a page; the answer carries <c>StatusCode</c> and, after redirects, <c>Url</c>.</summary>
    public async Task<IDocument> Page(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await Read(request);
    }

    /// <summary>Fills the fields and presses the button that shows this text (or matches this CSS selector, if it begins with # . or [).</summary>
    public Task<IDocument> Press(IDocument page, string button, params (string Name, string Value)[] fields)
    {
        var found = button is ['#' or '.' or '[', ..]
            ? page.QuerySelector<IHtmlElement>(button)
            : page.QuerySelectorAll<IHtmlElement>("button, input[type=submit]").FirstOrDefault(b =>
                (b is IHtmlInputElement input ? input.Value : b.TextContent).Trim() == button);
        var form = found switch
        {
            IHtmlButtonElement b => b.Form,
            IHtmlInputElement i => i.Form,
            _ => null,
        };
        if (form is null) throw new InvalidOperationException($"{page.Url} ({(int)page.StatusCode}) has no button '{button}' in a form.");
        return Submit(form, found, fields);
    }

    /// <summary>Fills the fields of a form and sends it.</summary>
    public async Task<IDocument> Submit(IHtmlFormElement form, IHtmlElement? button = null, params (string Name, string Value)[] fields)
    {
        foreach (var (name, value) in fields) Fill(form, name, value);
        var submission = (button is null ? form.GetSubmission() : form.GetSubmission(button))
            ?? throw new InvalidOperationException($"The form at {form.BaseUri} cannot be sent: a field is not valid.");
        using var request = new HttpRequestMessage(new(submission.Method.ToString().ToUpperInvariant()), new Uri(submission.Target.Href));
        if (request.Method != HttpMethod.Get)
        {
            request.Content = new StreamContent(submission.Body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", submission.MimeType);
        }
        return await Read(request);
    }

    /// <summary>Chooses files in a file field, to be sent with the form.</summary>
    public static void Choose(IHtmlFormElement form, string name, params IFile[] files)
    {
        foreach (var file in files) Fields(form, name).OfType<IHtmlInputElement>().Single().Files!.Add(file);
    }

    private static void Fill(IHtmlFormElement form, string name, string value)
    {
        var fields = Fields(form, name);
        foreach (var box in fields.OfType<IHtmlInputElement>().Where(i => i.Type is "radio" or "checkbox" && (i.Type == "radio" || i.Value == value)))
            box.IsChecked = box.Value == value;
        switch (fields[0])
        {
            case IHtmlInputElement { Type: "radio" or "checkbox" } when !fields.OfType<IHtmlInputElement>().Any(i => i.Value == value):
                throw new InvalidOperationException($"Field '{name}' offers no '{value}'.");
            case IHtmlInputElement { Type: not ("radio" or "checkbox") } input: input.Value = value; break;
            case IHtmlTextAreaElement area: area.Value = value; break;
            case IHtmlSelectElement select:
                select.Value = value;
                if (select.Value != value) throw new InvalidOperationException($"Field '{name}' offers no '{value}'.");
                break;
        }
    }

    private static List<IElement> Fields(IHtmlFormElement form, string name)
    {
        var fields = form.Elements.Where(e => e.GetAttribute("name") == name).Cast<IElement>().ToList();
        return fields.Count > 0 ? fields : throw new InvalidOperationException(
            $"The form at {form.BaseUri} has no field '{name}', only: {string.Join(", ", form.Elements.Select(e => e.GetAttribute("name")).OfType<string>().Distinct())}");
    }

    private async Task<IDocument> Read(HttpRequestMessage request)
    {
        using var response = await Http.SendAsync(request);
        var html = await response.Content.ReadAsStringAsync();
        return await Browser.OpenAsync(page => page
            .Content(html)
            .Address(response.RequestMessage!.RequestUri!.ToString())
            .Status(response.StatusCode));
    }
}

/// <summary>Signs a visitor in by the page, as the demo offers it.</summary>
internal static class SignIn
{
    /// <summary>Presses the named person's button on the sign-in page (Development only).</summary>
    public static async Task As(Visitor visitor, string person)
    {
        var answer = await visitor.Press(await visitor.Page("/log-ind?ReturnUrl=%2Flog-ind"), person);
        if ((int)answer.StatusCode >= 400) throw new InvalidOperationException($"{person} could not sign in: {(int)answer.StatusCode} at {answer.Url}");
    }
}
