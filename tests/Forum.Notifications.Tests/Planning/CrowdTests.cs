using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Planning;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Planning;

/// <summary>A street that very many follow: they are planned part by part, and nothing else waits for them.</summary>
[Collection(nameof(Town))]
public sealed class CrowdTests(Towns towns)
{
    private const string Street = "Mejsevænget";
    private const int Followers = (Recipients.Part * 3) + 7;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_planner_that_ends_among_very_many_followers_tells_everybody_once(DatabaseKind kind)
    {
        var (story, followers) = await Begun(kind, Followers);
        await Warn(story);
        var (plan, killed, between) = (story.Town.Services.GetRequiredService<PlanMessages>(), 0, 0);
        while (await story.Town.Kill.KillsAt(killed + 1, () => plan.RunOnce(Cancel)))
        {
            killed++;
            // No part is half there.
            var warned = (await Warned(story)).Count;
            Assert.True(warned % Recipients.Part == 0 || warned == Followers, $"{warned} after {killed} steps");
            if (warned > 0 && warned < Followers) between++;
        }

        Assert.True(killed >= 6 && between >= 2, $"killed at {killed} steps, {between} of them among the followers");
        Assert.Equal(followers, await Warned(story));
        Assert.False(await story.Told(db => db.Crowds.AnyAsync(crowd => crowd.ForumId == story.ForumId)));
    }

    [Theory, BothDatabases]
    public async Task What_happens_meanwhile_is_planned_before_the_rest_of_the_crowd(DatabaseKind kind)
    {
        var (story, followers) = await Begun(kind, Followers);
        await Warn(story);
        await ReportTests.Plan(story);
        Assert.Equal(Recipients.Part, (await Warned(story)).Count);

        var sent = await story.Do((SubmitReport submit) => submit.Run(Actor.Anyone(story.ForumId, ""), story.Needles(), null, default));
        await ReportTests.Plan(story);
        var report = (await story.Case(sent.Number)).Id;
        Assert.Contains((await story.Messages()), message => message.SubjectId == report && message.Kind == MessageKind.CrewTask);
        Assert.Equal(Recipients.Part, (await Warned(story)).Count);

        Assert.True(await story.Do((PlanForum plan) => plan.RunCrowds(Cancel)));
        Assert.Equal(followers.Take(Recipients.Part * 2), await Warned(story));
        await story.Town.Services.GetRequiredService<PlanMessages>().RunOnce(Cancel);
        Assert.Equal(followers, await Warned(story));
    }

    [Theory, BothDatabases]
    public async Task A_second_event_of_the_case_tells_nobody_twice_and_who_no_longer_follows_is_not_told(DatabaseKind kind)
    {
        var (story, followers) = await Begun(kind, Followers);
        var number = await Warn(story);
        await ReportTests.Plan(story);
        var gone = followers[^1]["member:".Length..];
        await story.Db(db => db.Follows.Where(follow => follow.MemberId == Guid.Parse(gone)).ExecuteDeleteAsync(Cancel));
        // The same once more, as when the case is hidden from the residents and shown to them again.
        var report = await story.Case(number);
        var first = await story.Db(db => db.Events.AsNoTracking().SingleAsync(e => e.SubjectId == report.Id && e.Type == EventType.AudienceChanged, Cancel));
        await story.Do((EventLog log) => log.Write(Actor.Program(story.ForumId), null, entry =>
        {
            entry.Append(EventType.AudienceChanged, SubjectKind.Report, report.Id, first.Audience, first.Data);
            return Task.FromResult(true);
        }, Cancel));
        await ReportTests.Plan(story);
        Assert.Equal(2, await story.Told(db => db.Crowds.CountAsync(crowd => crowd.ForumId == story.ForumId, Cancel)));
        await story.Town.Services.GetRequiredService<PlanMessages>().RunOnce(Cancel);
        Assert.Equal(followers.SkipLast(1), await Warned(story));
    }

    [Theory, BothDatabases]
    public async Task A_part_that_holds_all_of_them_leaves_no_crowd(DatabaseKind kind)
    {
        var (story, followers) = await Begun(kind, Recipients.Part);
        await Warn(story);
        await story.Town.Services.GetRequiredService<PlanMessages>().RunOnce(Cancel);
        Assert.Equal(followers, await Warned(story));
        Assert.False(await story.Told(db => db.Crowds.AnyAsync(crowd => crowd.ForumId == story.ForumId)));
    }

    // Residents who follow the street, as messages name them, in the order in which they are told.
    private async Task<(Story Story, IReadOnlyList<string> Followers)> Begun(DatabaseKind kind, int count)
    {
        var story = await towns.Begin(kind);
        await story.Db(async db =>
        {
            var street = await db.Streets.Where(street => street.ForumId == story.ForumId && street.Name == Street).Select(street => street.Id).SingleAsync(Cancel);
            var people = Enumerable.Range(0, count).Select(_ => Person.Make("Nabo", null, null, demo: true)).ToList();
            var members = people.ConvertAll(person => Member.Of(story.ForumId, person.Id, Role.Resident, null));
            db.Users.AddRange(people);
            db.Members.AddRange(members);
            db.Follows.AddRange(members.Select(member => new Follow { MemberId = member.Id, StreetId = street }));
            return await db.SaveChangesAsync(Cancel);
        });
        return (story, await story.Db(db => db.Members.Where(m => m.ForumId == story.ForumId && db.Follows.Any(f => f.MemberId == m.Id) && m.Id != story.Asta.Actor.MemberId).OrderBy(m => m.Id).Select(m => $"member:{m.Id}").ToListAsync(Cancel)));
    }

    // Needles beside the playground, and somebody has seen the report: from then on residents may know. Nothing of it is planned yet.
    private static async Task<string> Warn(Story story)
    {
        await story.Settle();
        var sent = await story.Do((SubmitReport submit) => submit.Run(Actor.Anyone(story.ForumId, ""), story.Needles($"{Street} 11"), null, default));
        await story.Do((AcknowledgeReport see) => see.Run(story.Rune.Actor, sent.Number, null, default));
        return sent.Number;
    }

    private static async Task<IReadOnlyList<string>> Warned(Story story)
    {
        var warned = (await story.Messages()).Where(message => message.Kind == MessageKind.ResidentWarning).Select(message => message.Recipient).ToList();
        Assert.Equal(warned.Count, warned.Distinct().Count());
        return [.. warned.Order(StringComparer.Ordinal)];
    }
}
