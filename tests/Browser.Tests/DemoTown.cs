using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.PublicLists;
using Tryghedsforum.Notifications.Simulator;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Browser.Tests;

/// <summary>The whole program for one class of tests: the demo's forums and people without history, on a weekday at ten in the morning.</summary>
public sealed class DemoTown : IAsyncLifetime
{
    /// <summary>Slug of the forum in which things happen.</summary>
    public const string Slug = "nordvest";

    /// <summary>Pages of that forum begin with this.</summary>
    public const string Home = "/" + Slug;

    /// <summary>The host.</summary>
    public ForumHost Host { get; private set; } = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Host = await ForumHost.StartAsync(new()
    {
        Kestrel = true,
        Settings = new Dictionary<string, string?> { ["Limits:ReportsPerSourceAndTenMinutes"] = "10000", ["Limits:ReportsPerForumAndHour"] = "10000" },
        Services = services => services.RemoveAll<TimeProvider>().AddSingleton<TimeProvider>(new WeekdayMorning()),
    });

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Host.DisposeAsync();

    /// <summary>A neighbour without account reports; gives back the number and the secret.</summary>
    public async Task<(string Number, string Secret)> Report(string written = "Ørnevej 6", string ground = "Street", string? words = null, string category = "NeedleWaste")
    {
        using var http = Host.CreateDefaultClient(Host.Address);
        using var answer = await http.PostAsJsonAsync($"/api/v1/forums/{Slug}/reports", new { category, ground, amount = "TwoToFive", find = "Needles", place = new { written }, words }, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.IsSuccessStatusCode, text);
        using var sent = JsonDocument.Parse(text);
        return (sent.RootElement.GetProperty("number").GetString()!, sent.RootElement.GetProperty("secret").GetString()!);
    }

    /// <summary>Remakes the public list, as the program does at its fixed hours.</summary>
    public async Task RemakePublicList()
    {
        await using var scope = Host.Services.CreateAsyncScope();
        var forum = (await scope.ServiceProvider.GetRequiredService<ReadForum>().BySlug(Slug, Cancel))!.Forum.Id;
        await scope.ServiceProvider.GetRequiredService<RemakePublicList>().Run(Actor.Program(forum), Cancel);
    }

    /// <summary>The texts that a phone has got, the oldest first.</summary>
    public IReadOnlyList<string> TextsTo(string phone) => [.. Host.Services.GetRequiredService<SimulatedPhones>().Texts(phone).Where(text => !text.IsMine).Select(text => text.Body)];

    // Runs like any clock. What a neighbour is told does not then depend on the hour at which the tests run.
    private sealed class WeekdayMorning : TimeProvider
    {
        private readonly TimeSpan ahead = Next() - DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow()
        {
            var now = base.GetUtcNow() + ahead;
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        }

        private static DateTimeOffset Next()
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen");
            var day = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(1);
            while (day.DayOfWeek is not DayOfWeek.Tuesday) day = day.AddDays(1);
            var ten = day.ToDateTime(new(10, 0));
            return new(ten, zone.GetUtcOffset(ten));
        }
    }
}
