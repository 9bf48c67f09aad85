using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Tests.Pickups;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Reports;

/// <summary>Every act in every state: what is done is done, and what must be refused is refused as it should be.</summary>
public sealed class StateMachineTests
{
    private static readonly Dictionary<string, Func<Neighbourhood, SubmitReportAnswer, Task>> Acts = new()
    {
        ["acknowledge"] = (here, sent) => here.Acknowledge("Rune Askholt", sent.Number),
        ["answer"] = (here, sent) => here.Answer("Rune Askholt", sent.Number),
        ["resolve"] = (here, sent) => here.Answer("Rune Askholt", sent.Number, resolves: true),
        ["dismiss"] = (here, sent) => here.Dismiss("Rune Askholt", sent.Number),
        ["send on"] = (here, sent) => here.Do((SendReportOn use) => use.Run(here.As("Rune Askholt"), sent.Number, here.Team("Sundhedsteamet"), null, CancellationToken.None)),
        ["correct"] = (here, sent) => here.Do((CorrectReport use) => use.Run(here.As("Rune Askholt"), sent.Number, new() { Category = CategoryCode.NeedleWaste, Ground = Ground.Street, Place = new() { Written = "Svanevej 2" } }, null, CancellationToken.None)),
        ["order"] = (here, sent) => here.Order("Rune Askholt", sent.Number),
        ["cancel"] = (here, sent) => here.CancelPickup("Rune Askholt", sent.Number),
        ["accept"] = (here, sent) => here.Accept("Tove Brink", sent.Number),
        ["collected"] = (here, sent) => here.Collected("Tove Brink", sent.Number, 1),
        ["nothing"] = (here, sent) => here.Nothing("Tove Brink", sent.Number),
        ["hand back"] = (here, sent) => here.HandBack("Tove Brink", sent.Number),
        ["promise"] = (here, sent) => here.Promise("Tove Brink", sent.Number, here.Clock.GetUtcNow().AddHours(1)),
        ["reopen"] = (here, sent) => here.Reopen(sent),
        ["add"] = (here, sent) => here.Add(sent),
    };

    // The state and, in the order of Acts, what each act does in it: + done, - NotNow, o TakenByOther.
    private static readonly Dictionary<string, string> Table = new()
    {
        //                    a a r d s c o c a c n h p r a
        ["received"] =       "+ + + + + + + - - - - - - - +",
        ["acknowledged"] =   "+ + + + + + + - - - - - - - +",
        ["requested"] =      "+ + - + + + - + + + + + + - +",
        ["accepted"] =       "+ + - + + + - + + + + + + - +",
        ["taken by other"] = "+ + - + + + - + o o o o o - +",
        ["asked on"] =       "+ + - + + + - + + + + - + - +",
        ["collected"] =      "+ + - - - - - - - - - - - + +",
        ["nothing found"] =  "+ + - - - - - - - - - - - + +",
        ["answered"] =       "+ + - - - - - - - - - - - + +",
        ["dismissed"] =      "+ - - - - - - - - - - - - - +",
        ["closed"] =         "+ - - - - - - - - - - - - + +",
        ["reopened"] =       "+ + - + + + - + + + + + + - +",
        ["called off"] =     "+ + + + + + + - - - - - - - +",
    };

    public static TheoryData<string, string, char> Cases()
    {
        var cases = new TheoryData<string, string, char>();
        foreach (var (state, row) in Table)
            foreach (var (act, outcome) in Acts.Keys.Zip(row.Replace(" ", "", StringComparison.Ordinal))) cases.Add(state, act, outcome);
        return cases;
    }

    [Fact]
    public void The_table_is_whole() => Assert.Equal(Table.Count * Acts.Count, Cases().Count);

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Every_act_in_every_state_is_done_or_refused_by_the_table(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind, new Dictionary<string, string?> { ["Limits:ReportsPerForumAndHour"] = "100000" });
        var wrong = new List<string>();
        foreach (var row in Cases())
        {
            var (state, act, expected) = row.Data;
            var sent = await Arrange(here, state);
            var before = await here.Events();
            var outcome = await Refusals.Code(Acts[act](here, sent)) switch
            {
                null => '+',
                RefusalCode.NotNow => '-',
                RefusalCode.TakenByOther => 'o',
                var other => throw new InvalidOperationException($"{state}, {act}: {other}"),
            };
            if (outcome != expected) wrong.Add($"{state}, {act}: {outcome} instead of {expected}");
            if (outcome != '+' && (await here.Events()).Count != before.Count) wrong.Add($"{state}, {act}: refused, and yet an event");
        }

        Assert.Empty(wrong);
    }

    private static async Task<SubmitReportAnswer> Arrange(Neighbourhood here, string state)
    {
        var sent = await here.Report(Neighbourhood.Needles(ground: state is "received" or "acknowledged" or "answered" ? Ground.Indoors : Ground.Street) with { Category = CategoryCode.NeedleWaste });
        // Indoors has another receiver; so that "send on" has somewhere to go, the first receiver is the shelter everywhere.
        if (state is "received" or "acknowledged" or "answered") await here.Receiver(sent.Number, "Herberget");
        switch (state)
        {
            case "acknowledged": await here.Acknowledge("Rune Askholt", sent.Number); break;
            case "accepted": await here.Accept("Tove Brink", sent.Number); break;
            case "taken by other": await here.Accept("Jens Molbæk", sent.Number); break;
            case "asked on": await here.HandBack("Tove Brink", sent.Number); break;
            case "collected" or "closed" or "reopened": await here.Collected("Tove Brink", sent.Number, 2); break;
            case "nothing found": await here.Nothing("Tove Brink", sent.Number); break;
            case "answered": await here.Answer("Rune Askholt", sent.Number, resolves: true); break;
            case "dismissed": await here.Dismiss("Rune Askholt", sent.Number); break;
            case "called off": await here.CancelPickup("Rune Askholt", sent.Number); break;
        }

        if (state == "reopened") await here.Reopen(sent);
        if (state == "closed") await here.Closed(sent.Number);
        return sent;
    }
}
