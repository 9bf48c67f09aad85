using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Audit;
using Tryghedsforum.Api.Barriers;
using Tryghedsforum.Api.DropOffs;
using Tryghedsforum.Api.EarlyWarnings;
using Tryghedsforum.Api.Events;
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

/// <summary>Everything that happened. One model, one sealed context per database product.</summary>
public abstract class ForumDb(DbContextOptions options) : IdentityUserContext<Person, Guid, IdentityUserClaim<Guid>, IdentityUserLogin<Guid>, IdentityUserToken<Guid>, Passkey>(options), IDataProtectionKeyContext
{
    /// <summary>Name of its migration history table.</summary>
    public const string HistoryTable = "__ForumMigrations";

    internal DbSet<Forums.Forum> Forums => Set<Forums.Forum>();

    internal DbSet<ForumEvent> Events => Set<ForumEvent>();

    internal DbSet<UndoneEvent> UndoneEvents => Set<UndoneEvent>();

    internal DbSet<Deed> Deeds => Set<Deed>();

    internal DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    internal DbSet<AuditWords> AuditWords => Set<AuditWords>();

    internal DbSet<Report> Reports => Set<Report>();

    internal DbSet<Note> Notes => Set<Note>();

    internal DbSet<CaseLink> CaseLinks => Set<CaseLink>();

    internal DbSet<OwnCase> OwnCases => Set<OwnCase>();

    internal DbSet<CaseRead> CaseReads => Set<CaseRead>();

    internal DbSet<HandOvers.HandOver> HandOvers => Set<HandOvers.HandOver>();

    internal DbSet<Category> Categories => Set<Category>();

    internal DbSet<GroundRule> GroundRules => Set<GroundRule>();

    internal DbSet<Forums.ChangedRule> ChangedRules => Set<Forums.ChangedRule>();

    internal DbSet<Forums.SmsWording> SmsWordings => Set<Forums.SmsWording>();

    internal DbSet<Pickup> Pickups => Set<Pickup>();

    internal DbSet<ChainStep> ChainSteps => Set<ChainStep>();

    internal DbSet<DropOff> DropOffs => Set<DropOff>();

    internal DbSet<ToldBarrier> Barriers => Set<ToldBarrier>();

    internal DbSet<EarlyWarning> EarlyWarnings => Set<EarlyWarning>();

    internal DbSet<EarlyWarningLook> EarlyWarningLooks => Set<EarlyWarningLook>();

    internal DbSet<Picture> Pictures => Set<Picture>();

    internal DbSet<Release> Releases => Set<Release>();

    internal DbSet<ReleasedPicture> ReleasedPictures => Set<ReleasedPicture>();

    internal DbSet<Erasure> Erasures => Set<Erasure>();

    internal DbSet<ErasureRun> ErasureRuns => Set<ErasureRun>();

    internal DbSet<ArchiveExport> ArchiveExports => Set<ArchiveExport>();

    internal DbSet<ArchivedCase> ArchivedCases => Set<ArchivedCase>();

    internal DbSet<PublicList> PublicLists => Set<PublicList>();

    internal DbSet<MonthlySummary> MonthlySummaries => Set<MonthlySummary>();

    internal DbSet<PublicStreets> PublicStreets => Set<PublicStreets>();

    internal DbSet<Street> Streets => Set<Street>();

    internal DbSet<Place> Places => Set<Place>();

    internal DbSet<Team> Teams => Set<Team>();

    internal DbSet<Member> Members => Set<Member>();

    internal DbSet<Operator> Operators => Set<Operator>();

    internal DbSet<Deputy> Deputies => Set<Deputy>();

    internal DbSet<Shift> Shifts => Set<Shift>();

    internal DbSet<DayChange> DayChanges => Set<DayChange>();

    internal DbSet<RosterChoice> RosterChoices => Set<RosterChoice>();

    internal DbSet<DutyFeed> DutyFeeds => Set<DutyFeed>();

    internal DbSet<Follow> Follows => Set<Follow>();

    internal DbSet<MessageChoice> MessageChoices => Set<MessageChoice>();

    internal DbSet<PushDevice> PushDevices => Set<PushDevice>();

    internal DbSet<Session> Sessions => Set<Session>();

    internal DbSet<Invitation> Invitations => Set<Invitation>();

    internal DbSet<SignInAttempt> SignInAttempts => Set<SignInAttempt>();

    internal DbSet<ProviderLogin> ProviderLogins => Set<ProviderLogin>();

    internal DbSet<Passkey> Passkeys => Set<Passkey>();

    internal DbSet<PasskeyChallenge> PasskeyChallenges => Set<PasskeyChallenge>();

    internal DbSet<Command> Commands => Set<Command>();

    /// <inheritdoc/>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.KeepTimesInUtc(this is SqliteForumDb);

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        ForumModel.Map(builder);
    }
}

/// <summary>The model on SQLite.</summary>
public sealed class SqliteForumDb(DbContextOptions<SqliteForumDb> options) : ForumDb(options);

/// <summary>The model on PostgreSQL.</summary>
public sealed class PostgresForumDb(DbContextOptions<PostgresForumDb> options) : ForumDb(options);
