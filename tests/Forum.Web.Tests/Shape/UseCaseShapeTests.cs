using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Tryghedsforum.Api;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Web.Tests.Shape;

/// <summary>Every way into the rules and the data asks first who comes. The table says who may; the program is held to it, actor by actor.</summary>
public sealed class UseCaseShapeTests
{
    // What a use case demands. A new one fails here until it stands in the table.
    private static readonly Dictionary<string, Policy> Table = new()
    {
        ["Barriers.BrowseBarriers.Run"] = Policies.Coordinate,
        ["Barriers.HandleBarrier.Run"] = Policies.Coordinate,
        ["EarlyWarnings.BrowseEarlyWarnings.Run"] = Policies.Coordinate,
        ["EarlyWarnings.SettleEarlyWarning.Run"] = Policies.Coordinate,
        ["Barriers.TellBarrier.Run"] = Policies.Report,
        ["Audit.BrowseAudit.Run"] = Policies.SeeAudit,
        ["Audit.MarkLooksSeen.Run"] = Policies.Oversee,
        ["Audit.VerifyAudit.Run"] = Policies.Sweep,
        ["DropOffs.BrowseDropOffs.Today"] = Policies.Fetch,
        ["DropOffs.RecordDropOff.Run"] = Policies.Fetch,
        ["Forums.ChangeContact.Run"] = Policies.ChangeSettings,
        ["Forums.ChangeTimes.Run"] = Policies.ChangeSettings,
        ["Forums.ChangeKeeping.Run"] = Policies.ChangeSettings,
        ["Forums.ChangeWords.Run"] = Policies.ChangeSettings,
        ["Forums.ChangeRules.Run"] = Policies.ChangeSettings,
        ["Forums.ChangeBudget.Run"] = Policies.ChangeSettings,
        ["Forums.NoteBudget.Run"] = Policies.Sweep,
        ["Forums.KeepSmsWords.Run"] = Policies.ChangeSettings,
        ["Forums.ReadSmsWords.Run"] = Policies.ChangeSettings,
        ["Members.AddPushDevice.Run"] = Policies.OwnMessages,
        ["Members.BrowsePushDevices.Run"] = Policies.OwnMessages,
        ["Members.ForgetPushDevice.Run"] = Policies.Sweep,
        ["Members.ReadPushDevices.Of"] = Policies.Sweep,
        ["Members.ReadPushDevices.Run"] = Policies.Sweep,
        ["Members.RemovePushDevice.Run"] = Policies.OwnMessages,
        ["Members.ChooseMessages.Read"] = Policies.OwnMessages,
        ["Members.ChooseMessages.Run"] = Policies.OwnMessages,
        ["Members.ReadMessageChoices.Digested"] = Policies.Sweep,
        ["Members.ReadMessageChoices.Run"] = Policies.Sweep,
        ["PublicLists.ReadPublicList.News"] = Policies.Sweep,
        ["Members.StopMails.Check"] = Policies.StopMails,
        ["Members.StopMails.Run"] = Policies.StopMails,
        ["Forums.ReadReadiness.Run"] = Policies.ChangeSettings,
        ["Members.ChangeTeam.Run"] = Policies.ChangeSettings,
        ["Members.EndTeam.Run"] = Policies.ChangeSettings,
        ["Places.ChangePlace.Run"] = Policies.ChangeSettings,
        ["Places.RemovePlace.Run"] = Policies.ChangeSettings,
        ["Reports.ChangeCategory.Run"] = Policies.ChangeSettings,
        ["Reports.ChangeGroundRules.Run"] = Policies.ChangeSettings,
        ["Forums.ReadSettings.Run"] = Policies.ChangeSettings,
        ["Forums.FoundForum.Run"] = Policies.Sweep,
        ["Members.AddMember.Run"] = Policies.Sweep,
        ["Members.AcceptInvitation.Run"] = Policies.Join,
        ["Members.AddPasskey.Run"] = Policies.OwnSignIn,
        ["Members.AddProvider.Run"] = Policies.OwnSignIn,
        ["Members.AskForCode.Run"] = Policies.Join,
        ["Members.AskForPasskey.Run"] = Policies.Join,
        ["Members.AskForProvider.Run"] = Policies.Join,
        ["Members.AskForOwnCode.Run"] = Policies.OwnSignIn,
        ["Members.AskToChangeEmail.Run"] = Policies.OwnSignIn,
        ["Members.AskToChangePhone.Run"] = Policies.OwnSignIn,
        ["Members.ChangeEmail.Run"] = Policies.OwnSignIn,
        ["Members.ReadOldEmail.Run"] = Policies.Sweep,
        ["Members.ReadInvitationMail.Run"] = Policies.Sweep,
        ["Members.AskToSetUpApp.Run"] = Policies.OwnSignIn,
        ["Members.BrowseSessions.Run"] = Policies.OwnSessions,
        ["Members.ChangePhone.Run"] = Policies.OwnSignIn,
        ["Members.EndSession.Run"] = Policies.OwnSessions,
        ["Members.ReadOldPhone.Run"] = Policies.Sweep,
        ["Members.SetUpApp.Run"] = Policies.OwnSignIn,
        ["Members.AskToAddPasskey.Run"] = Policies.OwnSignIn,
        ["Members.AskToAddProvider.Run"] = Policies.OwnSignIn,
        ["Members.BrowsePasskeys.Run"] = Policies.OwnSignIn,
        ["Members.BrowseProviders.Run"] = Policies.OwnSignIn,
        ["Members.BrowseMembers.Run"] = Policies.ManageMembers,
        ["Members.CallOffInvitation.Run"] = Policies.ManageMembers,
        ["Members.EndAllSessions.Run"] = Policies.Sweep,
        ["Members.ErasePerson.Check"] = Policies.OwnData,
        ["Members.ErasePerson.Run"] = Policies.OwnData,
        ["Members.AddOperator.Run"] = Policies.Sweep,
        ["Members.EndOperator.Run"] = Policies.Sweep,
        ["Forums.BrowseForums.Run"] = Policies.Operate,
        ["Members.AskToJoin.Run"] = Policies.Join,
        ["Members.JoinForum.Run"] = Policies.Join,
        ["Members.LeaveForum.Run"] = Policies.Leave,
        ["Reports.BrowseOwnCases.Run"] = Policies.OwnCases,
        ["Reports.BrowseNews.Run"] = Policies.OwnCases,
        ["Reports.MarkRead.Run"] = Policies.OwnCases,
        ["Reports.KeepCase.Run"] = Policies.OwnCases,
        ["Reports.OpenOwnCase.Run"] = Policies.OwnCases,
        ["Members.ChangeMember.Run"] = Policies.ManageMembers,
        ["Members.EndDeputy.Run"] = Policies.GivePower,
        ["Members.NameDeputy.Run"] = Policies.GivePower,
        ["Members.EndMembership.Run"] = Policies.ManageMembers,
        ["Members.EndSessions.Run"] = Policies.OwnSessions,
        ["Members.EnterCode.Run"] = Policies.Join,
        ["Members.EnterPasskey.Run"] = Policies.Join,
        ["Members.EnterProvider.Run"] = Policies.Join,
        ["Members.RemovePasskey.Run"] = Policies.OwnSignIn,
        ["Members.RemoveProvider.Run"] = Policies.OwnSignIn,
        ["Members.EnterSecondFactor.Run"] = Policies.Join,
        ["Members.FollowStreets.Read"] = Policies.SeeQuarter,
        ["Members.FollowStreets.Run"] = Policies.SeeQuarter,
        ["Members.ImportTeams.Run"] = Policies.Sweep,
        ["Members.InviteMember.Run"] = Policies.ManageMembers,
        ["Members.ReadInvitation.Run"] = Policies.Join,
        ["Members.ReadSignIn.Run"] = Policies.Join,
        ["Members.ReadSignInCode.Run"] = Policies.Sweep,
        ["Members.SetDuty.Run"] = Policies.OwnDuty,
        ["Pickups.AcceptPickup.Run"] = Policies.Fetch,
        ["Pickups.AskOnUntold.Run"] = Policies.Sweep,
        ["Pickups.ReadChain.Run"] = Policies.Fetch,
        ["Pickups.CancelPickup.Run"] = Policies.Handle,
        ["Pickups.ConfirmCollected.Run"] = Policies.Fetch,
        ["Pickups.HandBackPickup.Run"] = Policies.Fetch,
        ["Pickups.PromiseTime.Run"] = Policies.Fetch,
        ["Pickups.ReportNothingFound.Run"] = Policies.Fetch,
        ["Pickups.RequestPickup.Run"] = Policies.Handle,
        ["Pictures.AddPicture.Run"] = Policies.Report,
        ["Pictures.ReadPicture.Draft"] = Policies.Report,
        ["Pictures.ReadPicture.Run"] = Policies.SeeBoard,
        ["PublicLists.ReadPublicList.Quarter"] = Policies.SeeQuarter,
        ["PublicLists.ReadPublicList.Run"] = Policies.SeePublic,
        ["PublicLists.ReadPublicList.Same"] = Policies.SeePublic,
        ["PublicLists.RemakePublicList.Run"] = Policies.Sweep,
        ["Places.ImportPlaces.Run"] = Policies.Sweep,
        ["Places.ImportStreets.Run"] = Policies.Sweep,
        ["Releases.ProposeRelease.Run"] = Policies.ProposeRelease,
        ["Releases.ReadRelease.Run"] = Policies.ProposeRelease,
        ["Releases.ReadRelease.Waiting"] = Policies.Release,
        ["Releases.ReadReleased.Run"] = Policies.ReadReleased,
        ["Releases.ReadReleased.Picture"] = Policies.ReadReleased,
        ["Releases.ReleaseCase.Run"] = Policies.Release,
        ["Releases.WithdrawRelease.Run"] = Policies.ProposeRelease,
        ["Reports.AcknowledgeReport.Run"] = Policies.Acknowledge,
        ["Reports.AddToReport.Run"] = Policies.FollowCase,
        ["Reports.AnswerReport.Run"] = Policies.Handle,
        ["Reports.AskReporter.Run"] = Policies.Handle,
        ["Reports.TakeText.Run"] = Policies.Sweep,
        ["Reports.BrowseBoard.Run"] = Policies.SeeBoard,
        ["Reports.CorrectReport.Run"] = Policies.Handle,
        ["Reports.DescribeCase.Run"] = Policies.Sweep,
        ["Reports.DismissReport.Run"] = Policies.Handle,
        ["Reports.MergeReports.Run"] = Policies.Handle,
        ["HandOvers.AnswerHandOver.Run"] = Policies.AnswerHandOver,
        ["HandOvers.HandOverCase.Run"] = Policies.Handle,
        ["HandOvers.ReadHandOver.Run"] = Policies.AnswerHandOver,
        ["HandOvers.ReadHandOverMail.Run"] = Policies.Sweep,
        ["HandOvers.RevokeHandOver.Run"] = Policies.Handle,
        ["Reports.UnmergeReport.Run"] = Policies.Handle,
        ["Reports.SplitReport.Keep"] = Policies.Handle,
        ["Reports.SplitReport.Run"] = Policies.Handle,
        ["Reports.UndoDeed.Run"] = Policies.Acknowledge,
        ["Reports.ReadUndo.Run"] = Policies.Acknowledge,
        ["Reports.ReadUndone.Run"] = Policies.Sweep,
        ["Reports.ReadUndone.By"] = Policies.Sweep,
        ["Reports.ReadMerged.Run"] = Policies.Sweep,
        ["Reports.ReadAsked.Run"] = Policies.Sweep,
        ["Reports.ReadSamePhone.Run"] = Policies.Sweep,
        ["Pictures.ReadPicture.Own"] = Policies.FollowCase,
        ["Privacy.BrowseErasures.Run"] = Policies.SeeAudit,
        ["Privacy.ConfirmExport.Run"] = Policies.Archive,
        ["Privacy.ExportDueCases.Run"] = Policies.Archive,
        ["Privacy.RecordErasure.Run"] = Policies.Sweep,
        ["Privacy.ReadOwnData.Run"] = Policies.OwnData,
        ["Reports.EraseCase.Run"] = Policies.FollowCase,
        ["Reports.EraseContact.Run"] = Policies.FollowCase,
        ["Reports.NoteSenderLook.Run"] = Policies.Coordinate,
        ["Reports.ReadCase.Numbers"] = Policies.SeeBoard,
        ["Reports.ReadCase.Own"] = Policies.FollowCase,
        ["Reports.ReadCase.Run"] = Policies.SeeBoard,
        ["Reports.ReopenReport.ByPhone"] = Policies.Sweep,
        ["Reports.ReopenReport.Run"] = Policies.FollowCase,
        ["Reports.SendReportOn.Run"] = Policies.Handle,
        ["Reports.ShowNewLink.Run"] = Policies.Handle,
        ["Reports.SubmitReport.Check"] = Policies.Report,
        ["Reports.SubmitReport.Preview"] = Policies.Report,
        ["Reports.SubmitReport.Run"] = Policies.Report,
        ["Reports.SubmitText.Run"] = Policies.Sweep,
        ["Reports.ViewContact.Run"] = Policies.SeeContact,
        ["Rosters.AddShifts.Run"] = Policies.KeepRoster,
        ["Rosters.ChangeDay.Run"] = Policies.KeepRoster,
        ["Rosters.HoldOnHolidays.Run"] = Policies.KeepRoster,
        ["Rosters.MakeFeed.Run"] = Policies.KeepRoster,
        ["Rosters.ReadRoster.Gaps"] = Policies.KeepRoster,
        ["Rosters.ReadRoster.Run"] = Policies.KeepRoster,
        ["Rosters.RemoveShift.Run"] = Policies.KeepRoster,
        ["Rosters.UndoDayChange.Run"] = Policies.KeepRoster,
        ["Summaries.CountMonth.FirstMonth"] = Policies.SeeFigures,
        ["Summaries.CountMonth.Run"] = Policies.SeeFigures,
        ["Summaries.CompareForums.Run"] = Policies.CompareForums,
        ["Summaries.BrowseSummaries.Run"] = Policies.SeeFigures,
        ["Summaries.CorrectSummary.Run"] = Policies.Summarize,
        ["Summaries.MakeSummaries.Run"] = Policies.Sweep,
        ["Summaries.PublishSummary.Run"] = Policies.Summarize,
        ["Summaries.MakePublicStreets.Run"] = Policies.Sweep,
        ["Summaries.BrowsePublicFigures.Run"] = Policies.SeePublic,
        ["Summaries.ReadPublicFigures.Run"] = Policies.SeePublic,
        ["Summaries.ReadSummary.Run"] = Policies.SeeFigures,
        ["Summaries.WriteSummary.Run"] = Policies.Summarize,
    };

    private const string Job = "a job: it acts as the program, forum by forum, on what its own rows say is due";
    private const string Settings = "how a forum is run is no secret, and everything needs it before anybody has acted";
    private const string Log = "ids and enums only, for the planner; who may see an event is asked where it is shown";
    private const string Duty = "who is on duty, as ids, for the planner";
    private const string Reach = "the notification side and the pages that have demanded their policy; it finds the actor behind a number before there is one";
    private const string Watch = "ids and times only, for the watch over the messages; it asks forum by forum, apart from what it watches over";
    private const string Identity = "it is what finds the actor";
    private const string Demo = "people and forums that are invented; in Development only, or as yes and no";

    // Ways to the data that demand nothing of an actor, each with its reason.
    private static readonly Dictionary<string, string> Open = new()
    {
        ["Events.EventLog.Write"] = "use cases write through it, after they have demanded",
        ["Events.PageCursor.For"] = "a protected place in the log, bound to the kind of reader; the live connection asks who comes",
        ["Events.ReadEvents.After"] = Log,
        ["Events.ReadEvents.ForumsAhead"] = Log,
        ["Events.ReadEvents.Head"] = Log,
        ["Forums.ReadForum.All"] = Settings,
        ["Forums.ReadForum.Ids"] = Settings,
        ["Forums.ReadForum.ById"] = Settings,
        ["Forums.ReadForum.BySlug"] = Settings,
        ["Forums.ReadForum.BySmsNumber"] = Settings,
        ["Members.ActorSource.Across"] = Identity,
        ["Members.ActorSource.For"] = Identity,
        ["Members.ActorSource.LacksStep"] = Identity,
        ["Members.ActorSource.Name"] = Identity,
        ["Members.ActorSource.Source"] = Identity,
        ["Members.DemoPeople.All"] = Demo,
        ["Members.DemoPeople.Look"] = Demo,
        ["Members.ReachMember.All"] = Reach,
        ["Members.ReachMember.ById"] = Reach,
        ["Members.ReachMember.ByIds"] = Reach,
        ["Members.ReachMember.ByPhone"] = Reach,
        ["Members.ReachMember.OnDuty"] = Reach,
        ["Members.ReachMember.PhoneHash"] = Reach,
        ["Members.WhoIsOn.AllCoordinators"] = Duty,
        ["Members.WhoIsOn.Coordinators"] = Duty,
        ["Members.WhoIsOn.Following"] = Duty,
        ["Members.WhoIsOn.InRole"] = Duty,
        ["Members.WhoIsOn.InTeam"] = Duty,
        ["Members.WhoIsOn.Overseers"] = Duty,
        ["EarlyWarnings.LookForPatterns.Run"] = Job,
        ["Pickups.AskNextTeam.Run"] = Job,
        ["Pickups.ReadUrgent.Behind"] = Watch,
        ["Pickups.ReadUrgent.Events"] = Watch,
        ["Pickups.ReadUrgent.Overdue"] = Watch,
        ["HandOvers.TellOverdue.Run"] = Job,
        ["Pickups.TellLate.Run"] = Job,
        ["Pictures.AddPicture.DropDrafts"] = Job,
        ["PublicLists.RemakePublicList.Run, all forums"] = Job,
        ["Privacy.EraseExpired.Run"] = Job,
        ["Reports.CloseResolved.Run"] = Job,
        ["Reports.ForgetDeeds.Run"] = Job,
        ["Summaries.MakeSummaries.Due"] = Watch,
        ["Summaries.MakeSummaries.Run, all forums"] = Job,
        ["Reports.FindCase.BySecret"] = "whoever holds a link's secret is its holder: this is what finds the actor",
    };

    private const string Aside = "a second question about the same thing, asked by the same page";

    private static readonly Dictionary<string, string> NotRun = new()
    {
        ["DropOffs.BrowseDropOffs.Today"] = "says of which day",
        ["Members.FollowStreets.Read"] = Aside,
        ["Members.ChooseMessages.Read"] = "shows what is chosen, before it is changed",
        ["Members.ReadMessageChoices.Digested"] = "the same choices, of all who hear of their streets every so often",
        ["Members.ReadPushDevices.Of"] = "the same devices, of a whole forum, when messages are planned",
        ["Members.StopMails.Check"] = "opening the address shows a page, and changes nothing",
        ["PublicLists.ReadPublicList.News"] = "the same coarse cases, of which there is something new",
        ["Members.ErasePerson.Check"] = "the same refusals before anything is erased elsewhere",
        ["Pictures.ReadPicture.Draft"] = Aside,
        ["Pictures.ReadPicture.Own"] = "the same picture for the one who sent it",
        ["PublicLists.ReadPublicList.Quarter"] = "the same list for residents, who see more and at once",
        ["PublicLists.ReadPublicList.Same"] = Aside,
        ["Releases.ReadReleased.Picture"] = "the pictures of the same releases",
        ["Releases.ReadRelease.Waiting"] = "the same proposals, as the coordinator's list",
        ["Rosters.ReadRoster.Gaps"] = Aside,
        ["Reports.ReadCase.Numbers"] = Aside,
        ["Reports.ReadCase.Own"] = "the same case as its reporter sees it",
        ["Reports.ReadUndone.By"] = "the same, of all that was taken back at once",
        ["Reports.ReopenReport.ByPhone"] = "the same act for a telephone, which knows no link",
        ["Reports.SplitReport.Keep"] = "the other answer to the same question",
        ["Reports.SubmitReport.Check"] = "reads a report as it will be read, before it is sent",
        ["Reports.SubmitReport.Preview"] = "reads a report as it will be read, before it is sent",
        ["Summaries.CountMonth.FirstMonth"] = Aside,
    };

    [Fact]
    public void Every_way_to_the_data_stands_in_the_table_or_says_why_it_is_open() => Rule.Holds(
        "Name the use case's policy in the table of this test, or the reason why it needs none.",
        Ways().Select(Named).Where(way => !Table.ContainsKey(way)).Concat(Table.Keys.Except(Ways().Select(Named)).Select(gone => $"{gone} (in the table, and gone)")),
        Open);

    [Fact]
    public void A_use_case_takes_the_actor_first_and_the_cancellation_last() => Rule.Holds(
        "public async Task Run(Actor actor, …, CancellationToken cancellation)",
        from method in Ways()
        where !Open.ContainsKey(Named(method))
            && (method.Parameters is not [{ ParameterType.Name: nameof(Actor) }, .., { ParameterType.Name: nameof(CancellationToken) }] || !method.ReturnType.Name.StartsWith("Task", StringComparison.Ordinal))
        select Named(method));

    [Fact]
    public void Demanding_the_policy_is_its_first_act() => Rule.Holds(
        "The first line is actor.Demand(Policies.…): before it, nothing that the use case was given may be touched.",
        from method in Ways()
        where !Open.ContainsKey(Named(method))
        let code = method.Body().Body.Instructions
        // Itself, or by asking first of all another use case of its class.
        let demand = code.ToList().FindIndex(i => i.Operand is MethodReference call && (call.Name == nameof(Actor.Demand) || (call.DeclaringType.FullName == method.DeclaringType.FullName && Ways().Any(way => way.FullName == call.FullName && Table.ContainsKey(Named(way))))))
        where demand < 0 || code.Take(demand).Any(i => i.OpCode.Code is Code.Ldfld or Code.Ldflda && ((FieldReference)i.Operand).DeclaringType.FullName == method.DeclaringType.FullName)
        select demand < 0 ? $"{Named(method)} demands nothing" : $"{Named(method)} touches something first");

    [Fact]
    public void A_use_case_is_one_method_Run() => Rule.Holds(
        "One use case, one class, one method Run; what a page asks besides stands here with its reason.",
        from method in Ways()
        where !Open.ContainsKey(Named(method)) && method.Name != "Run"
        select Named(method),
        NotRun);

    [Fact]
    public void No_use_case_shows_or_takes_what_belongs_to_HTTP() => Rule.Holds(
        "HTTP types stop at the endpoint; the same method serves pages, interface, SMS and jobs.",
        from method in Ways()
        where !Open.ContainsKey(Named(method))
        from type in method.Signature()
        where type.Namespace.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || type.Namespace.StartsWith("System.Net.Http", StringComparison.Ordinal)
        select $"{Named(method)}: {type.Short()}");

    [Fact]
    public async Task Whom_a_policy_does_not_admit_is_refused_by_its_use_case_and_nobody_else_is()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        var wrong = new List<string>();
        foreach (var way in Ways().Where(way => Table.ContainsKey(Named(way))))
            foreach (var (who, actor) in Actors(here))
            {
                var refused = await here.Do((IServiceProvider services) => Refuses(services, way, actor));
                if (refused == Table[Named(way)].Admits(actor)) wrong.Add($"{Named(way)}: {who} is {(refused ? "refused" : "let in")}");
            }

        Rule.Holds("The use case demands another policy than the table says.", wrong);
    }

    [Fact]
    public void Whoever_asks_for_what_did_not_arrive_has_demanded_the_policy() => Rule.Holds(
        "Delivery knows no actors, so Actor.Demand(Policies.…) comes before the call.",
        from type in Assemblies.Web.Types
        from method in type.MethodsInside()
        let calls = method.Calls().ToList()
        let asks = calls.FindIndex(call => call.DeclaringType.Name == "Undelivered")
        where asks >= 0 && !calls.Take(asks).Any(call => call.Name == nameof(Actor.Demand))
        select type.Short());

    // Public methods of public classes that are given the database or the log, or that take an actor.
    private static IEnumerable<MethodDefinition> Ways() =>
        from type in Assemblies.Api.Written()
        where type is { IsPublic: true, IsClass: true, IsAbstract: false } && type.Noun() is not ("" or "Data")
        let given = type.Methods.Where(m => m.IsConstructor && !m.IsStatic).SelectMany(m => m.Parameters).Any(p => p.ParameterType.Name is nameof(ForumDb) or "EventLog")
        from method in type.Methods
        where method is { IsPublic: true, IsStatic: false, IsConstructor: false, IsSpecialName: false, IsVirtual: false }
        where given || (method.Parameters.Any(p => p.ParameterType.Name == nameof(Actor)) && method.ReturnType.Name.StartsWith("Task", StringComparison.Ordinal))
        select method;

    private static string Named(MethodDefinition method) => $"{method.DeclaringType.Short().Replace("Api.", "", StringComparison.Ordinal)}.{method.Name}{(method.Name == "Run" && method.Parameters.Count == 1 && method.DeclaringType.Methods.Count(m => m.Name == "Run") > 1 ? ", all forums" : "")}";

    private static IEnumerable<(string Who, Actor Actor)> Actors(Neighbourhood here)
    {
        var forum = here.Forum.Forum.Id;
        yield return ("somebody unknown", here.Neighbour);
        yield return ("the holder of a link", Actor.Holder(forum, Guid.NewGuid()));
        yield return ("the program", here.Program);
        foreach (var role in Enum.GetValues<Role>()) yield return (role.ToString(), Actor.Of(Member.Of(forum, Guid.NewGuid(), role, here.Team("Herberget"))));
    }

    // Everything but a refusal of the person, faults of an empty request included, means that the door was open.
    private static async Task<bool> Refuses(IServiceProvider services, MethodDefinition way, Actor actor)
    {
        var type = typeof(ForumApi).Assembly.GetType(way.DeclaringType.FullName)!;
        var method = type.GetMethods().Single(m => m.Name == way.Name && m.GetParameters().Select(p => p.ParameterType.Name).SequenceEqual(way.Parameters.Select(p => p.ParameterType.Name)));
        try
        {
            await (Task)method.Invoke(services.GetRequiredService(type), [.. method.GetParameters().Select(p => Sample(p.ParameterType, actor))])!;
            return false;
        }
        catch (Exception exception)
        {
            return (exception is TargetInvocationException { InnerException: { } inner } ? inner : exception) is Refused { Code: RefusalCode.SignIn or RefusalCode.Forbidden };
        }
    }

    private static object? Sample(Type type, Actor actor) =>
        type == typeof(Actor) ? actor
        : type == typeof(SubmitReportRequest) ? Neighbourhood.Needles()
        : type == typeof(string) ? "NV-0000"
        : type.IsValueType ? Activator.CreateInstance(type)
        : null;
}
