using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Delivery;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>What a member is told of a case, in the member's language.</summary>
internal sealed class CaseWords(ReachMember members, TaskLetters letters, TimeProvider time)
{
    /// <summary>The words of one message; phone: null, when it goes by e-mail.</summary>
    public async Task<string> Of(Message message, ForumSettings settings, MessageArguments arguments, CaseFacts facts, string? phone, SmsWords words, CancellationToken cancellation)
    {
        var near = facts.NearChildren ? words.Say("near") : "";
        var letter = phone is not null && MessageKind.AsksForDigit(message.Kind) ? await LetterFor(settings, phone, message, cancellation) : "";
        switch (message.Kind)
        {
            case MessageKind.CoordinatorUnanswered when phone is null:
                return words.Alert("coordinator.unanswered.mail", what => [facts.Number, what, near], facts);
            case MessageKind.CrewTask or MessageKind.CoordinatorUnanswered:
                return words.Alert(message.Kind, what => [letter, facts.Number, what, near], facts);
            case MessageKind.CrewAskedOn:
                return words.Alert(arguments.HandedBack == true ? "crew.asked-on.back" : message.Kind, what => [letter, facts.Number, what, near, settings.Forum.AnswerMinutes], facts);
            case MessageKind.TeamCase:
                var asked = settings.Team(arguments.Asked) is { } team ? words.Say("asked", team.Name) : "";
                return words.Alert(message.Kind, what => [letter, facts.Number, what, near, asked], facts);
            case MessageKind.TeamReopened or MessageKind.Danger:
                return words.Alert(message.Kind, what => [facts.Number, what], facts);
            case MessageKind.Police:
                var threat = facts.Category == CategoryCode.Threat ? words.Say("police.threat", settings.Forum.PoliceNumber) : "";
                return words.Say(message.Kind, letter, facts.Number, words.What(facts, null), SmsWords.Clock(facts.ReceivedAt, settings.Forum.Zone), threat);
            case MessageKind.ResidentWarning:
                return words.Say(message.Kind, settings.Forum.Name, words.Say($"category.{facts.Category}"), facts.Street!);
            case MessageKind.TeamHandOver when arguments.Event is Api.Events.EventType.HandOverOverdue:
                return words.Say("team.hand-over.late", facts.Number);
            case MessageKind.CrewChange:
                return words.Say(message.Kind, facts.Number, settings.Team(facts.TakenByTeamId)?.Name ?? words.Say("coordinator"));
            default:
                return words.Say(message.Kind, facts.Number);
        }
    }

    private async Task<string> LetterFor(ForumSettings settings, string phone, Message message, CancellationToken cancellation) =>
        (await letters.For(settings.Forum.Id, members.PhoneHash(phone), message.SubjectId!.Value, time.GetUtcNow(), cancellation)).ToString();
}
