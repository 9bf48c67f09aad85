using System.Net.Http.Json;
using Microsoft.AspNetCore.SignalR.Client;

namespace Tryghedsforum.Benchmarks.Scene;

/// <summary>One of the servers that are compared, as its clients see it. Both answer at the same addresses, so everything here is the same for both.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Server">Its process.</param>
/// <param name="Slugs">Its forums.</param>
/// <param name="Case">A case of the first forum.</param>
/// <param name="Cookies">Sessions of staff of the first forum; one that the bare server does not look at.</param>
/// <param name="Folder">Its data.</param>
internal sealed record Target(string Name, Running Server, IReadOnlyList<string> Slugs, string Case, IReadOnlyList<string> Cookies, string Folder) : IAsyncDisposable
{
    /// <summary>The case's page.</summary>
    public string CasePage => $"{Slugs[0]}/overblik/{Case}";

    /// <summary>A client with as many connections as it needs, and without a jar: it says itself which session it has.</summary>
    public HttpClient Client(bool signedIn = false)
    {
        var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Server.Address };
        if (signedIn) http.DefaultRequestHeaders.Add("Cookie", Cookies[0]);
        return http;
    }

    /// <summary>Reports needles, as a neighbour's program does.</summary>
    public async Task<string> Report(HttpClient http, int forum)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/v1/forums/{Slugs[forum]}/reports")
        {
            Content = JsonContent.Create(new
            {
                category = "NeedleWaste", ground = "Street", place = new { written = "Langgade 5", detail = "ved lygtepælen" }, amount = "TwoToFive", find = "Needles", children = "No",
                words = "Der ligger nogle kanyler ved lygtepælen, lige hvor børnene går forbi",
            }),
        };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await http.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? body : throw new InvalidOperationException($"{Name} answered a report with {(int)answer.StatusCode}: {body}");
    }

    /// <summary>Opens a page of staff of the first forum, as far as the live connection goes: the way <c>live.ts</c> joins.</summary>
    public async Task<HubConnection> Open(int page, Action<string> onEvent)
    {
        var hub = new HubConnectionBuilder().WithUrl(new Uri(Server.Address, "live"), connection =>
        {
            connection.Headers["Origin"] = Server.Address.GetLeftPart(UriPartial.Authority);
            connection.Headers["Cookie"] = Cookies[page % Cookies.Count];
        }).Build();
        hub.On<Happened>("event", happened => onEvent(happened.Type));
        await hub.StartAsync();
        await hub.InvokeAsync<Joined>("WatchForum", Slugs[0], null);
        return hub;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private sealed record Happened(string Type);

    private sealed record Joined(string Cursor, bool Reload);
}
