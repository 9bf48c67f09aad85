using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Audit;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Audit;

public sealed class AuditTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Who_is_given_and_who_loses_access_is_written_down_with_who_did_it(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var maja = here.As("Maja Ellekilde");
        var first = await here.Do((InviteMember invite) => invite.Run(maja, new("Mie Holm", Role.Crew, "Herberget", "95 20 00 97"), "key", Cancel));
        // The same press twice is one entry.
        await here.Do((InviteMember invite) => invite.Run(maja, new("Mie Holm", Role.Crew, "Herberget", "95 20 00 97"), "key", Cancel));
        await here.Do((AcceptInvitation accept) => accept.Run(here.Neighbour, first.Secret, Cancel));
        var again = await here.Do((InviteMember invite) => invite.Run(here.Program, new("Mie Holm", Role.Staff, "Sundhedsteamet", "95 20 00 97"), null, Cancel));
        await here.Do((AcceptInvitation accept) => accept.Run(here.Neighbour, again.Secret, Cancel));
        await here.Do((InviteMember invite) => invite.Run(maja, new("Bo Krag", Role.Police, null, "95 20 00 96"), null, Cancel));
        var open = (await here.Do((BrowseMembers browse) => browse.Run(maja, Cancel))).Invitations.Single();
        await here.Do((CallOffInvitation callOff) => callOff.Run(maja, open.Id, null, Cancel));
        await here.Do((EndMembership end) => end.Run(maja, here.Member("Jens Molbæk").Id, null, Cancel));

        var lines = (await Browse(here)).Lines;
        Assert.Equal(
        [
            "7 MemberEnded: Maja Ellekilde, Jens Molbæk, Crew, Sundhedsteamet", "6 InvitationCalledOff: Maja Ellekilde, Bo Krag, Police, ", "5 MemberInvited: Maja Ellekilde, Bo Krag, Police, ",
            "4 RoleChanged: , Mie Holm, Staff, Sundhedsteamet", "3 MemberInvited: , Mie Holm, Staff, Sundhedsteamet",
            "2 MemberJoined: , Mie Holm, Crew, Herberget", "1 MemberInvited: Maja Ellekilde, Mie Holm, Crew, Herberget",
        ], lines.Select(line => $"{line.Number} {line.Kind}: {line.Actor}, {line.Subject}, {line.Facts.Role}, {line.Team}"));
        Assert.Equal(Role.Crew, lines.Single(line => line.Kind == AuditKind.RoleChanged).Facts.Before);
        Assert.Equal(Role.Coordinator, lines[0].ActorRole);
        Assert.Empty((await here.Do((BrowseAudit browse) => browse.Run(here.Elsewhere("Vibeke Juul"), null, Cancel))).Lines);
    }

    [Theory, BothDatabases]
    public async Task A_new_link_and_an_erased_contact_are_written_down_and_older_lines_are_found_page_by_page(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report(Neighbourhood.Needles() with { Phone = "95 12 34 56" });
        await here.Do(async (EraseContact erase) => await erase.Run(await here.Holder(sent), null, Cancel));
        await here.Do(async (EraseContact erase) => await erase.Run(await here.Holder(sent), null, Cancel));
        for (var i = 0; i < 51; i++) await here.Do((ShowNewLink show) => show.Run(here.As("Rune Askholt"), sent.Number, null, Cancel));

        var newest = await Browse(here);
        Assert.Equal((50, 52, AuditKind.LinkRenewed, "Rune Askholt", sent.Number), (newest.Lines.Count, newest.Lines[0].Number, newest.Lines[0].Kind, newest.Lines[0].Actor, newest.Lines[0].Subject));
        var older = await Browse(here, newest.Older);
        Assert.Equal([AuditKind.LinkRenewed, AuditKind.ContactErased], older.Lines.Select(line => line.Kind));
        Assert.Null(older.Older);
    }

    [Theory, BothDatabases]
    public async Task No_statement_of_the_database_changes_an_entry(DatabaseKind kind)
    {
        await using var here = await Told(kind);
        var replace = """INSERT OR REPLACE INTO "AuditEntries" SELECT "ForumId", "Seq", "At", "ActorId", "ActorRole", 'MemberEnded', "SubjectId", "Facts", "WordsHash", "PreviousHash", "Hash" FROM "AuditEntries" WHERE "Seq" = 2""";
        foreach (var statement in new[] { """UPDATE "AuditEntries" SET "Facts" = '{{}}'""", """DELETE FROM "AuditEntries" WHERE "Seq" = 3""", kind == DatabaseKind.Sqlite ? replace : """TRUNCATE "AuditEntries" """ })
        {
            var refused = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => here.Db(db => db.Database.ExecuteSqlRawAsync(statement, Cancel)));
            Assert.Contains("append-only", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal((AuditFault.None, 3), await Verdict(here) is var whole ? (whole.Fault, whole.Head.Count) : default);
    }

    // As somebody would do it who has the database and gets round its triggers.
    [Theory]
    [InlineData("""UPDATE "AuditEntries" SET "ActorId" = NULL WHERE "Seq" = 2""", AuditFault.Changed, 2)]
    [InlineData("""UPDATE "AuditEntries" SET "Facts" = '{{}}' WHERE "Seq" = 2""", AuditFault.Changed, 2)]
    [InlineData("""UPDATE "AuditEntries" SET "At" = '2027-01-12 09:00:01.000000' WHERE "Seq" = 1""", AuditFault.Changed, 1)]
    [InlineData("""UPDATE "AuditEntries" SET "Kind" = 'MemberEnded' WHERE "Seq" = 3""", AuditFault.Changed, 3)]
    [InlineData("""UPDATE "AuditEntries" SET "WordsHash" = NULL WHERE "Seq" = 3""", AuditFault.Changed, 3)]
    [InlineData("""DELETE FROM "AuditEntries" WHERE "Seq" = 1""", AuditFault.Missing, 2)]
    [InlineData("""DELETE FROM "AuditEntries" WHERE "Seq" = 2""", AuditFault.Missing, 3)]
    [InlineData("""DELETE FROM "AuditEntries" WHERE "Seq" = 3""", AuditFault.Missing, 3)]
    [InlineData("""DELETE FROM "AuditEntries" WHERE "Seq" = 2; UPDATE "AuditEntries" SET "Seq" = 2 WHERE "Seq" = 3""", AuditFault.Changed, 2)]
    [InlineData("""UPDATE "AuditWords" SET "Salt" = '00000000-0000-0000-0000-000000000000'""", AuditFault.WordsChanged, 3)]
    public async Task Whoever_gets_round_the_database_is_found_out(string statement, AuditFault expected, int at)
    {
        await using var here = await Told(DatabaseKind.Sqlite);
        var head = (await Verdict(here)).Head;
        await here.Db(db => db.Database.ExecuteSqlRawAsync("""DROP TRIGGER "AuditEntries_NoUpdate"; DROP TRIGGER "AuditEntries_NoDelete" """, Cancel));
        Assert.NotEqual(0, await here.Db(db => db.Database.ExecuteSqlRawAsync(statement, Cancel)));
        Assert.Equal((expected, (long?)at), await Verdict(here, head) is var verdict ? (verdict.Fault, verdict.At) : default);
    }

    [Theory, BothDatabases]
    public async Task A_log_that_was_written_anew_does_not_fit_the_head_that_was_kept_and_erased_words_do_no_harm(DatabaseKind kind)
    {
        await using var here = await Told(kind);
        var head = (await Verdict(here)).Head;
        Assert.Equal("because", (await Browse(here)).Lines[0].Words);
        here.Clock.Advance(TimeSpan.FromDays(731));
        await here.Do((EraseExpired erase) => erase.Run(Cancel));
        Assert.Null((await Browse(here)).Lines[0].Words);
        Assert.Equal(new(AuditFault.None, null, head), await Verdict(here, head));
        Assert.True(AuditHead.TryParse(head.ToString(), out var read));
        Assert.Equal(head, read);
        Assert.Equal((AuditFault.Rewritten, 3), await Verdict(here, head with { Hash = "another" }) is var anew ? (anew.Fault, anew.At) : default);
    }

    private static async Task<Neighbourhood> Told(DatabaseKind kind)
    {
        var here = await Neighbourhood.Found(kind);
        await here.Do((InviteMember invite) => invite.Run(here.As("Maja Ellekilde"), new("Mie Holm", Role.Crew, "Herberget", "95 20 00 97"), null, Cancel));
        await here.Do((EndMembership end) => end.Run(here.As("Maja Ellekilde"), here.Member("Jens Molbæk").Id, null, Cancel));
        await here.Do((EventLog log) => log.Write(here.As("Maja Ellekilde"), null, entry =>
        {
            entry.Note(AuditKind.SessionsEnded, here.Member("Tove Brink").Id, new() { Count = 2 }, "because");
            return Task.FromResult(true);
        }, Cancel));
        return here;
    }

    private static Task<AuditView> Browse(Neighbourhood here, long? before = null) => here.Do((BrowseAudit browse) => browse.Run(here.As("Maja Ellekilde"), before, Cancel));

    private static Task<AuditVerdict> Verdict(Neighbourhood here, AuditHead? known = null) => here.Do((VerifyAudit verify) => verify.Run(here.Program, known, Cancel));
}
