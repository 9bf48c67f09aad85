using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Audit;
using Tryghedsforum.Api.Barriers;
using Tryghedsforum.Api.DropOffs;
using Tryghedsforum.Api.EarlyWarnings;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.HandOvers;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Pictures;
using Tryghedsforum.Api.Places;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.PublicLists;
using Tryghedsforum.Api.Releases;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Rosters;
using Tryghedsforum.Api.Summaries;

namespace Tryghedsforum.Api.Data;

/// <summary>How every row of <see cref="ForumDb"/> is kept; each says it itself.</summary>
internal static class ForumModel
{
    /// <summary>Maps all of them.</summary>
    public static void Map(ModelBuilder builder)
    {
        MapForum(builder);
        MapCases(builder);
        MapMembers(builder);
        MapFigures(builder);
    }

    private static void MapForum(ModelBuilder builder)
    {
        builder.Entity<Person>(Person.Map);
        builder.Entity<Forums.Forum>(Forums.Forum.Map);
        builder.Entity<ForumEvent>(ForumEvent.Map);
        builder.Entity<UndoneEvent>(UndoneEvent.Map);
        builder.Entity<Deed>(Deed.Map);
        builder.Entity<Command>(Command.Map);
        builder.Entity<AuditEntry>(AuditEntry.Map);
        builder.Entity<AuditWords>(AuditWords.Map);
        builder.Entity<Street>(Street.Map);
        builder.Entity<Place>(Place.Map);
        builder.Entity<Category>(Category.Map);
        builder.Entity<GroundRule>(GroundRule.Map);
        builder.Entity<ChangedRule>(ChangedRule.Map);
        builder.Entity<SmsWording>(SmsWording.Map);
    }

    private static void MapCases(ModelBuilder builder)
    {
        builder.Entity<Report>(Report.Map);
        builder.Entity<Note>(Note.Map);
        builder.Entity<CaseLink>(CaseLink.Map);
        builder.Entity<OwnCase>(OwnCase.Map);
        builder.Entity<CaseRead>(CaseRead.Map);
        builder.Entity<HandOver>(HandOver.Map);
        builder.Entity<Pickup>(Pickup.Map);
        builder.Entity<ChainStep>(ChainStep.Map);
        builder.Entity<DropOff>(DropOff.Map);
        builder.Entity<ToldBarrier>(ToldBarrier.Map);
        builder.Entity<Picture>(Picture.Map);
        builder.Entity<Release>(Release.Map);
        builder.Entity<ReleasedPicture>(ReleasedPicture.Map);
    }

    private static void MapMembers(ModelBuilder builder)
    {
        builder.Entity<Team>(Team.Map);
        builder.Entity<Member>(Member.Map);
        builder.Entity<Operator>(Operator.Map);
        builder.Entity<Deputy>(Deputy.Map);
        builder.Entity<Follow>(Follow.Map);
        builder.Entity<MessageChoice>(MessageChoice.Map);
        builder.Entity<Session>(Session.Map);
        builder.Entity<PushDevice>(PushDevice.Map);
        builder.Entity<Invitation>(Invitation.Map);
        builder.Entity<SignInAttempt>(SignInAttempt.Map);
        builder.Entity<ProviderLogin>(ProviderLogin.Map);
        builder.Entity<Passkey>(Passkey.Map);
        builder.Entity<PasskeyChallenge>(PasskeyChallenge.Map);
        builder.Entity<Shift>(Shift.Map);
        builder.Entity<DayChange>(DayChange.Map);
        builder.Entity<RosterChoice>(RosterChoice.Map);
        builder.Entity<DutyFeed>(DutyFeed.Map);
    }

    private static void MapFigures(ModelBuilder builder)
    {
        builder.Entity<PublicList>(PublicList.Map);
        builder.Entity<MonthlySummary>(MonthlySummary.Map);
        builder.Entity<PublicStreets>(PublicStreets.Map);
        builder.Entity<EarlyWarning>(EarlyWarning.Map);
        builder.Entity<EarlyWarningLook>(EarlyWarningLook.Map);
        builder.Entity<Erasure>(Erasure.Map);
        builder.Entity<ErasureRun>(ErasureRun.Map);
        builder.Entity<ArchiveExport>(ArchiveExport.Map);
        builder.Entity<ArchivedCase>(ArchivedCase.Map);
    }
}
