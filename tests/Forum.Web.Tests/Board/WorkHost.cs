using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Dom;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Web.Tests.Board;

/// <summary>The program with the demo's forums and people but no history, for the pages that partners work on.</summary>
public sealed class WorkHost : IAsyncLifetime
{
    /// <summary>The forum in which things happen.</summary>
    public const string Slug = "nordvest";

    /// <summary>The host.</summary>
    public ForumHost Host { get; private set; } = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Host = await ForumHost.StartAsync(new()
    {
        Settings = new Dictionary<string, string?> { ["Limits:ReportsPerSourceAndTenMinutes"] = "10000", ["Limits:ReportsPerForumAndHour"] = "10000" },
    });

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Host.DisposeAsync();

    /// <summary>Somebody with a browser without script, signed in as one of the demo's people.</summary>
    public Task<Visitor> As(string person) => Host.ClientAsync(person);

    /// <summary>A neighbour reports; gives back the number and the secret.</summary>
    public async Task<(string Number, string Secret)> Report(string written = "Ørnevej 6", string ground = "Street", string category = "NeedleWaste", string slug = Slug, string? words = null,
        string? access = null, string? phone = null, string? detail = null)
    {
        var visitor = await Host.ClientAsync();
        using var answer = await visitor.Http.PostAsJsonAsync($"/api/v1/forums/{slug}/reports", new
        {
            category, ground, amount = "TwoToFive", find = "Needles", place = new { written, detail }, words, access, phone,
        }, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.IsSuccessStatusCode, text);
        using var sent = JsonDocument.Parse(text);
        return (sent.RootElement.GetProperty("number").GetString()!, sent.RootElement.GetProperty("secret").GetString()!);
    }

    /// <summary>A neighbour writes a text; gives back the number of the case that it becomes.</summary>
    public async Task<string> Text(string words)
    {
        await using var scope = Host.Services.CreateAsyncScope();
        var forum = (await scope.ServiceProvider.GetRequiredService<ReadForum>().BySlug(Slug, Cancel))!.Forum.Id;
        return (await scope.ServiceProvider.GetRequiredService<SubmitText>().Run(Actor.Program(forum), "+4595000077", words, Guid.NewGuid().ToString("N"), Cancel)).Number;
    }

    /// <summary>The page of a case.</summary>
    public static string Case(string number) => $"/{Slug}/overblik/{number}";

    /// <summary>The page of a pickup.</summary>
    public static string Pickup(string number) => $"/{Slug}/hentes/{number}";

    /// <summary>The group of the overview in which a case stands; null when it stands in none.</summary>
    public static string? GroupOf(IDocument board, string number) => board.QuerySelector($"[data-key='{number}']")?.Closest(".grp")?.GetAttribute("data-key");

    /// <summary>All that can be read on a page.</summary>
    public static string Words(IDocument page) => string.Join(' ', page.QuerySelector("main")!.TextContent.Replace('\u00a0', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
