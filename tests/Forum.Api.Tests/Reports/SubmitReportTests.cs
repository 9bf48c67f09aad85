using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Reports;

public sealed class SubmitReportTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_report_on_ground_with_a_fetching_team_is_written_with_its_pickup_and_both_events(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report(Neighbourhood.Needles() with { Phone = "95 00 00 77", Words = "Ved hækken", Access = "Kode 12" });
        Assert.Matches("^NV-[1-9][0-9]{3}$", sent.Number);
        Assert.Equal((Neighbourhood.Start, false, Danger.None, false), (sent.ReceivedAt, sent.NearChildren, sent.Danger, sent.CprMasked));
        Assert.Equal(new DateTimeOffset(2027, 1, 13, 15, 0, 0, TimeSpan.Zero), sent.Target);

        var report = await here.Case(sent.Number);
        Assert.Equal((ReportStatus.Received, here.Team("Herberget"), Audience.Partners | Audience.Reporter), (report.Status, report.ReceivingTeamId, report.Audience));
        var pickup = await here.Pickup(sent.Number);
        Assert.Equal((PickupStatus.Requested, (Guid?)here.Team("Herberget"), AskStep.First, sent.Target, report.Id), (pickup.Status, pickup.TeamId, pickup.Step, pickup.Before, pickup.LeadReportId));
        Assert.Equal(Neighbourhood.Start.AddMinutes(30), pickup.AnswerBy);

        var events = await here.Events();
        Assert.Equal([(1, EventType.ReportReceived), (2, EventType.PickupRequested)], events.Select(e => ((int)e.Seq, e.Type)));
        Assert.All(events, e => Assert.Equal((report.Id, (Guid?)null), (e.SubjectId, e.ActorId)));
        Assert.Equal((here.Team("Herberget"), pickup.Id, true), (events[1].Data.Fetches!.Value, events[1].Data.Pickup!.Value, events[1].Data.Lead!.Value));
    }

    [Theory, BothDatabases]
    public async Task Who_is_signed_in_and_tells_something_as_a_neighbour_is_not_named_by_the_log_and_who_writes_down_for_others_is(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        foreach (var name in new[] { "Asta Lindvig", "Lea Stougard", "Samira Haddad" }) await here.Report(by: here.As(name), key: "1");
        Assert.All(await here.Events(), e => Assert.Null(e.ActorId));
        var written = await here.Report(Neighbourhood.Needles() with { Channel = Channel.Phone }, here.As("Rune Askholt"));
        Assert.All(await here.Events(written.Number), e => Assert.Equal(here.Member("Rune Askholt").Id, e.ActorId));
    }

    [Theory, BothDatabases]
    public async Task When_no_number_of_four_digits_is_free_the_case_gets_five(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var first = await here.Case((await here.Report()).Number);
        await here.Db(async db =>
        {
            // The forum has had all the others: copies of its first case.
            var columns = db.Model.FindEntityType(typeof(Report))!.GetProperties().Select(property => property.GetColumnName()).ToList();
            var (id, number, digits) = kind == DatabaseKind.Sqlite
                ? ("upper(substr(hex(randomblob(4)),1,8)||'-'||hex(randomblob(2))||'-'||hex(randomblob(2))||'-'||hex(randomblob(2))||'-'||hex(randomblob(6)))", "'NV-' || i", "WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)")
                : ("gen_random_uuid()", "'NV-' || i", "WITH n AS (SELECT generate_series(1000, 9999) AS i)");
            var values = columns.Select(column => column switch { "Id" => id, "Number" => number, _ => $"r.\"{column}\"" });
            var copy = $"{digits} INSERT INTO \"Reports\" ({string.Join(", ", columns.Select(column => $"\"{column}\""))}) SELECT {string.Join(", ", values)} FROM n, \"Reports\" r WHERE 'NV-' || i <> r.\"Number\"";
            return await db.Database.ExecuteSqlRawAsync(copy);
        });

        here.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Matches("^NV-[1-9][0-9]{4}$", (await here.Report()).Number);
        Assert.Equal(9_001, await here.Db(db => db.Reports.CountAsync(report => report.ForumId == first.ForumId)));
    }

    [Theory, BothDatabases]
    public async Task Without_a_fetching_team_nobody_is_sent_before_somebody_orders_it(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report(Neighbourhood.Needles(ground: Ground.Indoors));
        Assert.Null((await here.Case(sent.Number)).PickupId);
        Assert.Equal([EventType.ReportReceived], (await here.Events()).Select(e => e.Type));
        await here.Do((AcknowledgeReport see) => see.Run(here.As("Rune Askholt"), sent.Number, null, Cancel));
        var board = await here.Do((BrowseBoard browse) => browse.Run(here.As("Rune Askholt"), Cancel));
        Assert.Equal(BoardGroup.ToOrder, Assert.Single(board).Group);
    }

    [Theory]
    [InlineData(Ground.Street, "Herberget", "Herberget", "Sundhedsteamet")]
    [InlineData(Ground.Yard, "Sundhedsteamet", "Sundhedsteamet", "Herberget")]
    [InlineData(Ground.Indoors, "Sundhedsteamet", null, null)]
    [InlineData(Ground.Institution, "Sundhedsteamet", "Herberget", null)]
    public async Task The_ground_decides_who_receives_and_who_fetches(Ground ground, string receives, string? fetches, string? next)
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        var sent = await here.Report(Neighbourhood.Needles(ground: ground));
        var report = await here.Case(sent.Number);
        Assert.Equal(here.Team(receives), report.ReceivingTeamId);
        if (fetches is null)
        {
            Assert.Null(report.PickupId);
            return;
        }

        var pickup = await here.Pickup(sent.Number);
        Assert.Equal((here.Team(fetches), next is null ? null : here.Team(next)), (pickup.TeamId!.Value, pickup.NextTeamId));
    }

    [Theory, BothDatabases]
    public async Task What_was_shown_before_sending_is_what_is_stored(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        foreach (var category in here.Forum.Categories.Select(category => category.Code).Where(code => code != CategoryCode.Unsorted))
        {
            foreach (var ground in Enum.GetValues<Ground>().Where(ground => ground != Ground.Unknown))
            {
                foreach (var written in new[] { "Svanevej 20", "Mejsevænget 11" })
                {
                    var request = Neighbourhood.Needles(written, ground) with { Category = category, Phone = "95 00 00 77", PoliceMayHaveNumber = true };
                    here.Clock.Advance(TimeSpan.FromHours(1));
                    var preview = await here.Do((SubmitReport submit) => submit.Preview(here.Neighbour, request, Cancel));
                    var stored = await here.Case((await here.Report(request)).Number);
                    var shown = JsonSerializer.Deserialize<AudienceShown>(stored.Shown)!;
                    Assert.Equal((preview.Police, preview.Outsiders, preview.NearChildren, preview.NearPlaceId), (shown.Police, shown.Outsiders, stored.NearChildren, stored.NearPlaceId));
                    Assert.Equal(preview.Audience(acknowledged: false), stored.Audience);
                    Assert.Equal(preview.Police == PoliceGets.Nothing ? null : true, shown.PoliceMayHaveNumber);
                    Assert.Equal(preview.Police != PoliceGets.Nothing, stored.PoliceMayHaveNumber);
                    var near = written == "Mejsevænget 11";
                    Assert.Equal(ExpectedPolice(category, near), stored.Audience.HasFlag(Audience.Police));
                    Assert.Equal(ExpectedLevel(category, ground), stored.Outsiders);
                    Assert.Equal(stored.Outsiders == PublicLevel.Street, stored.CoarseStreetId is not null);
                    Assert.Equal(near, stored.NearChildren);
                    Assert.False(stored.Audience.HasFlag(Audience.Residents) || stored.Audience.HasFlag(Audience.Public));
                }
            }
        }
    }

    [Theory, BothDatabases]
    public async Task The_same_key_gives_the_same_answer_and_secret_once_and_another_body_is_refused(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var first = await here.Report(key: "k1");
        Assert.Equal(first, await here.Report(key: "k1"));
        Assert.Equal(RefusalCode.KeyReused, await Refusals.Code(here.Report(Neighbourhood.Needles("Svanevej 2"), key: "k1")));
        Assert.NotEqual(first.Number, (await here.Report(key: "k2")).Number);
        Assert.Equal(2, await here.Db(db => db.Reports.CountAsync(Cancel)));
        Assert.Equal([1, 2, 3, 4], (await here.Events()).Select(e => (int)e.Seq));
        Assert.Equal(first.Number, (await here.Do((ReadCase read) => read.Own(here.Holder(first).Result, Cancel))).Number);
    }

    [Theory, BothDatabases]
    public async Task The_same_key_sent_ten_times_at_once_makes_one_report(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => here.Report(key: "doubled"))));
        Assert.Single(answers.Distinct());
        Assert.Equal(1, await here.Db(db => db.Reports.CountAsync(Cancel)));
    }

    [Theory, BothDatabases]
    public async Task One_members_key_never_answers_another_member(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report();
        await here.Do((AcceptPickup accept) => accept.Run(here.As("Tove Brink"), sent.Number, "1", Cancel));
        Assert.Equal(RefusalCode.TakenByOther, await Refusals.Code(here.Do((AcceptPickup accept) => accept.Run(here.As("Jens Molbæk"), sent.Number, "1", Cancel))));
    }

    [Theory]
    [InlineData(Channel.Phone, "Asta Lindvig")]
    [InlineData(Channel.InPerson, null)]
    [InlineData(Channel.Sms, null)]
    [InlineData(Channel.Sms, "Asta Lindvig")]
    [InlineData(Channel.Sms, "Rune Askholt")]
    public async Task Nobody_can_claim_a_channel_that_is_not_theirs(Channel channel, string? who)
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        var code = await Refusals.Code(here.Report(Neighbourhood.Needles() with { Channel = channel }, who is null ? null : here.As(who)));
        Assert.Equal(who is null ? RefusalCode.SignIn : RefusalCode.Forbidden, code);
    }

    [Theory, BothDatabases]
    public async Task A_case_number_is_unused_and_says_nothing_of_order(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var numbers = new List<int>();
        for (var i = 0; i < 30; i++)
        {
            here.Clock.Advance(TimeSpan.FromMinutes(1));
            numbers.Add(int.Parse((await here.Report()).Number[3..], System.Globalization.CultureInfo.InvariantCulture));
        }

        Assert.Equal(30, numbers.Distinct().Count());
        Assert.NotEqual(numbers.Order(), numbers);
        Assert.NotEqual(numbers.OrderDescending(), numbers);
    }

    private static bool ExpectedPolice(CategoryCode category, bool near) => category switch
    {
        CategoryCode.Threat or CategoryCode.Dealing => true,
        CategoryCode.NeedleWaste or CategoryCode.DrugUse => near,
        _ => false,
    };

    private static PublicLevel ExpectedLevel(CategoryCode category, Ground ground) => category switch
    {
        CategoryCode.NeedleWaste or CategoryCode.BinFull or CategoryCode.OtherWaste => ground == Ground.Indoors ? PublicLevel.Quarter : PublicLevel.Street,
        CategoryCode.Unrest => PublicLevel.Quarter,
        _ => PublicLevel.Never,
    };
}
