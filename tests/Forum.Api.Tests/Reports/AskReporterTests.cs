using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Tests.Pickups;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Reports;

public sealed class AskReporterTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_question_is_read_by_the_reporter_and_answered_on_the_case(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report();
        await here.Ask("Rune Askholt", sent.Number, "Hvilken opgang er det?");
        var holder = await here.Holder(sent);
        var own = await here.Do((ReadCase read) => read.Own(holder, Cancel));
        Assert.Equal((here.Clock.GetUtcNow(), EventType.ReportAsked, "Hvilken opgang er det?", "Herberget"), (own.AskedAt!.Value, own.Timeline[0].Type, own.Timeline[0].Words, own.Timeline[0].Team));
        Assert.Null(own.QuestionWay);
        await here.Add(sent, "Den til venstre");
        var view = await here.Do((ReadCase read) => read.Run(here.As("Rune Askholt"), sent.Number, Cancel));
        Assert.Equal((null, true, "Den til venstre", true), (view.AskedAt, view.Timeline[0].Data.Answers, view.Timeline[0].Words, view.AwaitsAnswer));
        await here.Add(sent, "Og den er låst");
        Assert.Null((await here.Do((ReadCase read) => read.Own(holder, Cancel))).Timeline[0].Data.Answers);
    }

    [Theory, BothDatabases]
    public async Task Asking_is_an_answer_to_what_the_neighbour_wrote_and_a_first_sight(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report();
        await here.Add(sent);
        await here.Ask("Rune Askholt", sent.Number);
        var report = await here.Case(sent.Number);
        Assert.Equal((null, here.Team("Herberget")), (report.QuestionAt, report.AcknowledgedByTeamId!.Value));
    }

    [Fact]
    public async Task How_it_gets_there_depends_on_what_the_neighbour_left()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        var (page, notice) = (await here.Report(Neighbourhood.Needles() with { Phone = null }), await here.Report(Neighbourhood.Needles() with { Phone = "95 00 00 77" }));
        var words = await here.Do((SubmitText submit) => submit.Run(here.Program, "+4595000077", "nåle", "SM1", Cancel));
        foreach (var (number, way) in new[] { (page.Number, QuestionWay.Page), (notice.Number, QuestionWay.Notice), (words.Number, QuestionWay.Words) })
            Assert.Equal(way, (await here.Do((ReadCase read) => read.Run(here.As("Rune Askholt"), number, Cancel))).QuestionWay);
    }

    [Fact]
    public async Task What_cannot_be_asked_is_refused()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        var (open, gone) = (await here.Report(), await here.Report());
        Assert.Equal("question:WordsMissing", await Refusals.Faults(here.Ask("Rune Askholt", open.Number, " ")));
        Assert.Equal("question:TooLong", await Refusals.Faults(here.Ask("Rune Askholt", open.Number, new('x', AskReporter.WordsMax + 1))));
        await here.Ask("Rune Askholt", gone.Number);
        await here.Dismiss("Rune Askholt", gone.Number);
        Assert.Null((await here.Case(gone.Number)).AskedAt);
        Assert.Equal(RefusalCode.NotNow, await Refusals.Code(here.Ask("Rune Askholt", gone.Number)));
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(here.Ask("Rune Askholt", "NV-0000")));
        Assert.Equal(RefusalCode.Forbidden, await Refusals.Code(here.Ask("Tove Brink", open.Number)));
    }
}
