using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OtpNet;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Notifications.Simulator;
using Tryghedsforum.Testing;
using Tryghedsforum.Web.Tests.Board;
using Tryghedsforum.Web.Tests.Members;
using Tryghedsforum.Web.Tests.Reports;
using Xunit;
using static Tryghedsforum.Web.Tests.Board.WorkHost;

namespace Tryghedsforum.Web.Tests.Operation;

/// <summary>Whoever runs the installation sees whether it works, and nothing that belongs to a forum.</summary>
public sealed class OperationTests(WorkHost work) : IClassFixture<WorkHost>
{
    private const string Operator = "Viggo Maskinlund";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_shows_queues_jobs_and_forums_and_nothing_of_a_case()
    {
        var (number, _) = await work.Report("Svanevej 9", words: "Ved den røde cykel.");
        var page = await (await work.As(Operator)).Page("/drift");
        Assert.Equal((HttpStatusCode.OK, "Drift"), (page.StatusCode, page.QuerySelector("h1")!.TextContent));
        Assert.Equal(["Alert", "Notice", "Mail"], page.QuerySelectorAll("[data-key=lanes] tbody tr").Select(row => row.GetAttribute("data-key")));
        Assert.NotNull(page.QuerySelector($"[data-key=forums] [data-key={Slug}]"));
        foreach (var secret in new[] { number, "Svanevej", "cykel", "Maja" }) Assert.DoesNotContain(secret, Words(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_demo_that_was_just_made_does_not_begin_with_a_promise_that_was_not_kept()
    {
        await using var host = await ForumHost.StartAsync(new() { DemoHistory = true, Settings = new Dictionary<string, string?> { ["Schedule:On"] = "false" } });
        var viggo = await host.ClientAsync(Operator);
        // Its people are told of cases that lie hours back.
        await Eventually.True(() => host.Services.GetRequiredService<SimulatedPhones>().List().Any(phone => phone.Bubbles.Any(text => !text.IsMine)), what: "somebody was told");
        await Eventually.True(async () => (await viggo.Page("/drift")).QuerySelectorAll("[data-key=lanes] tbody tr td:first-of-type").All(cell => cell.TextContent == "0"), what: "nothing waits");
        Assert.Equal("Ingen har ventet på en vigtig besked de seneste 30 dage.", (await viggo.Page("/drift")).QuerySelector("[data-key=speed]")!.TextContent);
    }

    [Fact]
    public void Every_job_is_called_by_words_in_both_languages()
    {
        var words = new System.Resources.ResourceManager(typeof(Web.Text.OperationText));
        var jobs = typeof(Notifications.Schedule.Sweeps).GetNestedTypes(System.Reflection.BindingFlags.NonPublic).Where(type => type.IsAssignableTo(typeof(Quartz.IJob))).ToList();
        Assert.Equal(11, jobs.Count);
        foreach (var language in new[] { "da", "en" })
            Assert.All(jobs, job => Assert.NotNull(words.GetString($"Job_{job.Name}", System.Globalization.CultureInfo.GetCultureInfo(language))));
    }

    [Fact]
    public async Task Nobody_else_sees_it_and_it_opens_no_forum()
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await (await work.As("Maja Ellekilde")).Page("/drift")).StatusCode);
        Assert.Equal("/log-ind", new Uri((await (await work.Host.ClientAsync()).Page("/drift")).Url).AbsolutePath);
        var viggo = await work.As(Operator);
        foreach (var closed in new[] { "overblik", "folk", "logbog", "leveret", "maaned", "kvarteret", "mig" })
            Assert.Equal("Log ind", (await viggo.Page($"/{Slug}/{closed}")).QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task An_operator_without_any_forum_signs_in_by_two_steps_and_is_out_at_once_when_it_ends()
    {
        await Do<AddOperator>(add => add.Run(Actor.Program(0), "Bente Drift", "95 81 07 01", demo: true, Cancel));
        var visitor = await work.Host.ClientAsync();
        var page = await visitor.Press(await visitor.Page("/log-ind?ReturnUrl=%2Fdrift"), "Send mig en kode", ("telefon", "95 81 07 01"));
        page = await visitor.Press(page, "Gå videre", ("kode", await WayInTests.CodeOn(work, "+4595810701")));
        // Without the second step there is nothing to see.
        Assert.Equal("/log-ind", new Uri((await visitor.Page("/drift")).Url).AbsolutePath);
        var app = new Totp(Base32Encoding.ToBytes(page.QuerySelector("code.key")!.TextContent.Replace(" ", "", StringComparison.Ordinal)));
        page = await visitor.Press(page, "Log ind", ("kode", app.ComputeTotp(work.Host.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime)));
        Assert.Equal("Drift", page.QuerySelector("h1")!.TextContent);

        await Do<EndOperator>(end => end.Run(Actor.Program(0), "95 81 07 01", Cancel));
        Assert.Equal("/log-ind", new Uri((await visitor.Page("/drift")).Url).AbsolutePath);
        var refused = await Assert.ThrowsAsync<Refused>(() => Do<EndOperator>(end => end.Run(Actor.Program(0), "95 81 07 01", Cancel)));
        Assert.Equal(RefusalCode.NotFound, refused.Code);
    }

    [Fact]
    public async Task A_forums_coordinator_cannot_take_an_operators_second_step_away()
    {
        await Do<AddOperator>(add => add.Run(Actor.Program(0), "Kaj Drift", "95 81 07 02", demo: true, Cancel));
        await work.Host.Rows(async db =>
        {
            var person = db.Users.Single(p => p.Name == "Kaj Drift");
            person.UseSecondFactor(SecondFactor.New(work.Host.Services.GetRequiredService<FieldCipher>()), 1);
            return await db.SaveChangesAsync(Cancel);
        });
        var maja = await work.As("Maja Ellekilde");
        var page = await maja.Press(await maja.Page($"/{Slug}/folk"), "Lav invitationen", ("navn", "Kaj Drift"), ("rolle", "Staff"), ("hold", "Herberget"), ("telefon", "95 81 07 02"));
        var visitor = await work.Host.ClientAsync();
        await visitor.Press(await visitor.Page(new Uri(page.QuerySelector("#link")!.GetAttribute("value")!).AbsolutePath), "Ja tak, jeg er med");
        Assert.True(await work.Host.Rows(db => Task.FromResult(db.Users.Single(p => p.Name == "Kaj Drift").SecondFactorSealed is not null)));
    }

    private async Task Do<TUseCase>(Func<TUseCase, Task> act)
        where TUseCase : notnull
    {
        await using var scope = work.Host.Services.CreateAsyncScope();
        await act(scope.ServiceProvider.GetRequiredService<TUseCase>());
    }
}
