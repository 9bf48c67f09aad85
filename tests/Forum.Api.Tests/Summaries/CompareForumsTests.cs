using System.Globalization;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Summaries;
using Tryghedsforum.Api.Tests.Pickups;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Summaries;

/// <summary>A municipality's view of several forums.</summary>
public sealed class CompareForumsTests
{
    private const int Many = 40;
    private static readonly DateOnly January = new(2027, 1, 1), March = new(2027, 3, 1);

    // What is added up over forums, by name.
    private static readonly System.Reflection.PropertyInfo[] Counts = [.. typeof(ForumCounts).GetProperties().Where(property => property.PropertyType == typeof(int))];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task The_newest_published_version_of_each_forum_counts_and_the_sum_is_theirs(DatabaseKind kind)
    {
        await using var here = await Begun(kind);
        var reader = Reader(here, here.Forum.Forum.Id, here.Other.Forum.Id);
        var nothing = await Compare(here, reader);
        Assert.Equal((0, 0, null), (nothing.Published, nothing.Total.Reports, nothing.Before));
        Assert.Equal([("Nordvest", null), ("Æblehaven", (int?)null)], nothing.Forums.Select(forum => (forum.Name, forum.Version)));

        await Publish(here, here.As("Maja Ellekilde"), 1);
        await here.Do((CorrectSummary correct) => correct.Run(here.As("Maja Ellekilde"), January, null, Cancel));
        // The correction waits as a draft: what was published counts.
        Assert.Equal((1, 2, 1), await Said(here, reader));
        await here.Dismiss("Rune Askholt", here.Standing, DismissReason.Abuse);
        await here.Neighbourhood.Do((WriteSummary write) => write.Run(here.As("Maja Ellekilde"), January, new(2, null, Recount: true), null, Cancel));
        await Publish(here, here.As("Maja Ellekilde"), 2);
        Assert.Equal((1, 1, 2), await Said(here, reader));

        await Publish(here, here.Neighbourhood.Elsewhere("Bodil Frost"), 1);
        var all = await Compare(here, reader);
        var figures = new[] { await Full(here, here.As("Maja Ellekilde")), await Full(here, here.Neighbourhood.Elsewhere("Bodil Frost")) };
        Assert.All(Counts, count => Assert.Equal(figures.Sum(one => Number(one, count.Name)), Number(all.Total, count.Name)));
        Assert.Equal((2, 2, 5), (all.Published, all.Total.Reports, all.Total.NeedlesCollected));
        Assert.Equal(figures.Select(one => one.ToFetched.Median), all.Forums.Select(forum => forum.Fetched));
    }

    [Theory, BothDatabases]
    public async Task Everybody_sees_the_own_forums_only_and_whoever_runs_the_installation_all_but_no_single_case(DatabaseKind kind)
    {
        await using var here = await Begun(kind);
        await Publish(here, here.As("Maja Ellekilde"), 1);
        Assert.Equal(["Æblehaven"], (await Compare(here, Reader(here, here.Neighbourhood.Other.Forum.Id))).Forums.Select(forum => forum.Name));
        Assert.Equal(["Nordvest"], (await Compare(here, here.As("Samira Haddad"))).Forums.Select(forum => forum.Name));
        Assert.NotNull((await Compare(here, here.As("Samira Haddad"))).Forums[0].Fetched);
        var all = await Compare(here, Actor.Outside(Guid.NewGuid(), "", isOperator: true));
        Assert.Equal([("Nordvest", null), ("Æblehaven", (TimeSpan?)null)], all.Forums.Select(forum => (forum.Name, forum.Fetched)));
        Assert.Equal(RefusalCode.Forbidden, await Refusals.Code(Compare(here, Reader(here))));
        Assert.Equal(RefusalCode.Forbidden, await Refusals.Code(Compare(here, here.As("Asta Lindvig"))));
        Assert.Equal(RefusalCode.SignIn, await Refusals.Code(Compare(here, here.Neighbourhood.Neighbour)));
    }

    [Theory, BothDatabases]
    public async Task What_one_forum_alone_could_say_is_chance_among_many_and_their_sum_is_not(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var empty = await here.Do((CountMonth count) => count.Run(here.As("Maja Ellekilde"), March, Cancel));
        // Every count another one, so that none can stand for another.
        var ten = empty with
        {
            Reports = 10, Solved = 2, Open = 3, Collected = 4, NeedlesCollected = 5, CollectedUncounted = 6, NothingFound = 7, DropOffs = 8, NeedlesHandedIn = 9, DropOffsUncounted = 11, PromisesKept = 12, PromisesMissed = 13,
            Before = new(March.AddMonths(-1), 0, 1, null, Verdict.More, null),
        };
        var forums = await here.Db(async db =>
        {
            var made = Enumerable.Range(1, Many).Select(n => new Api.Forums.Forum { Slug = $"kvarter-{n}", CasePrefix = $"K{(char)('A' + (n / 26))}{(char)('A' + (n % 26))}", SmsNumber = $"+459520{n:0000}" }).ToList();
            foreach (var (n, forum) in made.Index()) forum.Set(new ContactSettings { Name = string.Create(CultureInfo.InvariantCulture, $"Kvarter {n + 1}"), Quarter = "kvarteret", Telephone = "95 10 00 03", MedicalNumber = "1813", PoliceNumber = "114" });
            db.Forums.AddRange(made);
            await db.SaveChangesAsync(Cancel);
            // The last one's month before was not a whole one.
            foreach (var forum in made) Add(db, forum, forum == made[^1] ? ten with { Before = ten.Before! with { Verdict = Verdict.NotWhole } } : ten);
            await db.SaveChangesAsync(Cancel);
            return made.ConvertAll(forum => forum.Id);
        });
        var alone = await here.Do((CompareForums compare) => compare.Run(Across(forums[0]), March, Cancel));
        Assert.Equal(Verdict.More, alone.Forums.Single().Verdict);
        var all = await here.Do((CompareForums compare) => compare.Run(Across([.. forums]), March, Cancel));
        Assert.All(all.Forums.SkipLast(1), forum => Assert.Equal(Verdict.Uncertain, forum.Verdict));
        Assert.Equal((Verdict.NotWhole, "Kvarter 40"), (all.Forums[^1].Verdict!.Value, all.Forums[^1].Name));
        Assert.Equal(["Kvarter 1", "Kvarter 2", "Kvarter 3"], all.Forums.Take(3).Select(forum => forum.Name));
        Assert.Equal((39, 39 * 10, 0, Verdict.More, null), (all.Before!.Forums, all.Before.Now, all.Before.Then, all.Before.Verdict, all.Before.PerCent));
        // February is shorter than March: by so much the same count is fewer a day.
        Assert.Equal(Math.Round(ExactPoisson.Ratio(39 * 10, TimeSpan.FromDays(31) - TimeSpan.FromHours(1), 0, TimeSpan.FromDays(28)).Low, 3), all.Before.RatioLow);
        Assert.All(Counts, count => Assert.Equal(Many * Number(ten, count.Name), Number(all.Total, count.Name)));
    }

    private static int Number(object figures, string name) => (int)figures.GetType().GetProperty(name)!.GetValue(figures)!;

    private static void Add(ForumDb db, Api.Forums.Forum forum, MonthFigures figures)
    {
        var summary = db.MonthlySummaries.Add(new() { ForumId = forum.Id, Month = March, Version = 1 }).Entity;
        summary.Count(figures);
        summary.Publish(null, Neighbourhood.Start);
    }

    private static async Task<Begin> Begun(DatabaseKind kind)
    {
        var here = await Neighbourhood.Found(kind);
        var (one, other) = (await here.Report(), await here.Report());
        here.Clock.Advance(TimeSpan.FromHours(2));
        await here.Collected("Tove Brink", one.Number, 5);
        await here.Report(Neighbourhood.Needles("Æblevej 3"), by: Actor.Anyone(here.Other.Forum.Id, ""));
        here.Clock.SetUtcNow(new(2027, 2, 1, 9, 0, 0, TimeSpan.Zero));
        await here.Do((MakeSummaries make) => make.Run(Cancel));
        return new(here, other.Number);
    }

    private static Actor Reader(Begin here, params int[] forums) => Across(forums);

    private static Actor Across(params int[] forums) => Actor.Outside(Guid.NewGuid(), "", isOperator: false).Across(forums);

    private static Task<ForumsMonth> Compare(Begin here, Actor reader) => here.Neighbourhood.Do((CompareForums compare) => compare.Run(reader, January, Cancel));

    private static async Task<(int Published, int Reports, int? Version)> Said(Begin here, Actor reader) =>
        await Compare(here, reader) is var view ? (view.Published, view.Total.Reports, view.Forums[0].Version) : default;

    private static async Task<MonthFigures> Full(Begin here, Actor reader) => (await here.Neighbourhood.Do((ReadSummary read) => read.Run(reader, January, null, Cancel))).Figures;

    private static Task<bool> Publish(Begin here, Actor coordinator, int version) =>
        here.Neighbourhood.Do((PublishSummary publish) => publish.Run(coordinator, January, new(version, Changed: version > 1 ? "En sag var misbrug." : null), null, Cancel));

    /// <summary>Two forums with a month behind them.</summary>
    private sealed record Begin(Neighbourhood Neighbourhood, string Standing) : IAsyncDisposable
    {
        public ForumSettings Forum => Neighbourhood.Forum;
        public ForumSettings Other => Neighbourhood.Other;

        public Actor As(string name) => Neighbourhood.As(name);

        public Task<T> Do<TUse, T>(Func<TUse, Task<T>> act)
            where TUse : notnull => Neighbourhood.Do(act);

        public Task<bool> Dismiss(string who, string number, DismissReason reason) => Neighbourhood.Dismiss(who, number, reason);

        public ValueTask DisposeAsync() => Neighbourhood.DisposeAsync();
    }
}
