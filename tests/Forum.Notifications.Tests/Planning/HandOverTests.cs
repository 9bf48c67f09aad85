using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.HandOvers;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Planning;

/// <summary>Who is told of what somebody outside the forum says, or does not say.</summary>
[Collection(nameof(Town))]
public sealed class HandOverTests(Towns towns)
{
    [Theory, BothDatabases]
    public async Task The_receiving_team_is_told_of_an_answer_and_of_none(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var (first, second) = (await story.Report(), await story.Report(story.Needles("Ørnevej 6")));
        var link = await HandOver(story, first);
        await HandOver(story, second);
        story.Read();
        await story.Do((AnswerHandOver answer) => answer.Run(Actor.Anyone(story.ForumId, ""), link, new(OutsideAnswer.NotOurs), null, default));
        await story.Settle();
        // It is not urgent, and goes with what else there is to tell within two minutes.
        await story.Later(TimeSpan.FromMinutes(3));
        Assert.Contains(story.News(story.Rune), text => text.Contains($"{first}: Der er svar fra den", StringComparison.Ordinal));
        Assert.Empty(story.News(story.Bodil));
        story.Town.Clock.Advance(TimeSpan.FromDays(1));
        await story.Do((TellOverdue overdue) => overdue.Run(default));
        await story.Settle();
        await story.Later(TimeSpan.FromMinutes(3));
        Assert.Contains(story.News(story.Rune), text => text.Contains($"{second}: Den, sagen er sendt videre til, har ikke svaret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_link_goes_by_mail_and_its_place_and_words_do_not()
    {
        await using var server = MailServer.Start();
        await using var town = await Town.Start(DatabaseKind.Sqlite, more: server.Settings);
        var story = await town.Begin();
        var number = await story.Report();
        var made = await story.Do((HandOverCase hand) => hand.Run(story.Rune.Actor, number, new("Viceværten", "Kig i porten", HandedPlace.Exact, 3, "vaert@asta.example"), null, default));
        await story.Settle();
        var mail = Assert.Single(server.Mails);
        Assert.Equal(("vaert@asta.example", "En opgave fra Tryghedsforum Nordvest"), (mail.To.Mailboxes.Single().Address, mail.Subject));
        Assert.Contains($"/sendt/{made.Secret}", mail.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("Hillerødgade", mail.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("porten", mail.HtmlBody, StringComparison.Ordinal);
    }

    private static async Task<string> HandOver(Story story, string number)
    {
        var made = await story.Do((HandOverCase hand) => hand.Run(story.Rune.Actor, number, new("Viceværten", "Kig i porten", HandedPlace.None, 1), null, default));
        await story.Settle();
        return made.Secret;
    }
}
