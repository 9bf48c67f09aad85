using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Tryghedsforum.Web.Tests.Members;

/// <summary>A browser without script that goes from one server to another and back, with cookies that stay with their server, and that remembers where it has been.</summary>
internal sealed class Wanderer : IDisposable
{
    private static readonly IBrowsingContext Reader = BrowsingContext.New(Configuration.Default);
    private readonly HttpClient http;

    public Wanderer(Uri home)
    {
        http = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = home };
        http.DefaultRequestHeaders.Add("Accept-Language", "da-DK");
    }

    /// <summary>The cookies, by server and path.</summary>
    public CookieContainer Cookies { get; } = new();

    /// <summary>Every address that it asked for, the oldest first.</summary>
    public List<Uri> Been { get; } = [];

    /// <summary>Stops before it asks for an address that begins like this.</summary>
    public string? StopsBefore { get; set; }

    /// <summary>Where it stopped.</summary>
    public Uri? StoppedAt { get; private set; }

    public Task<IDocument> Page(string address) => Go(new(HttpMethod.Get, new Uri(http.BaseAddress!, address)));

    /// <summary>Fills the fields and presses the button that shows this text.</summary>
    public Task<IDocument> Press(IDocument page, string button, params (string Name, string Value)[] fields)
    {
        var found = page.QuerySelectorAll<IHtmlButtonElement>("button").FirstOrDefault(one => one.TextContent.Trim() == button)
            ?? throw new InvalidOperationException($"{page.Url} has no button '{button}': {page.Body?.TextContent}");
        var values = found.Form!.Elements.OfType<IHtmlInputElement>().Where(one => one.Name is { Length: > 0 } && (one.Type is not "checkbox" || one.IsChecked)).ToDictionary(one => one.Name!, one => one.Value);
        foreach (var (name, value) in fields) values[name] = value;
        if (found.Name is { Length: > 0 } pressed) values[pressed] = found.Value;
        var address = new Uri(new(page.Url), found.GetAttribute("formaction") ?? found.Form.GetAttribute("action") ?? page.Url);
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(values) };
        request.Headers.Add("Origin", new Uri(page.Url).GetLeftPart(UriPartial.Authority));
        return Go(request);
    }

    public void Dispose() => http.Dispose();

    // Redirects, and the header by which our own page sends the browser on.
    private async Task<IDocument> Go(HttpRequestMessage request)
    {
        for (var steps = 0; steps < 20; steps++)
        {
            var here = request.RequestUri!;
            Been.Add(here);
            using var sent = request;
            using var answer = await http.SendAsync(sent);
            var refresh = answer.Headers.TryGetValues("Refresh", out var lines) ? lines.Single()["0;url=".Length..] : null;
            if ((answer.Headers.Location?.OriginalString ?? refresh) is not { } next)
                return await Reader.OpenAsync(page => page.Content(answer.Content.ReadAsStringAsync().Result).Address(here.ToString()).Status(answer.StatusCode));
            var to = new Uri(here, next);
            if (StopsBefore is { } wall && to.ToString().StartsWith(wall, StringComparison.Ordinal))
            {
                StoppedAt = to;
                return await Reader.OpenAsync(page => page.Content("").Address(here.ToString()));
            }

            request = new(HttpMethod.Get, to);
        }

        throw new InvalidOperationException($"Going in circles: {string.Join(' ', Been.TakeLast(6))}");
    }
}
