using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Events;

public sealed class EventLogTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Numbers_are_gapless_under_sixteen_writers_of_whom_a_tenth_fails(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        int[] forums = [here.Forum.Forum.Id, here.Other.Forum.Id];
        var written = await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            var done = new List<(int Forum, Guid Subject)>();
            for (var i = 0; i < 20; i++)
            {
                var (forum, subject, fails) = (forums[(writer + i) % 2], Guid.NewGuid(), (writer * 20 + i) % 10 == 0);
                var work = here.Do((EventLog log) => log.Write(Actor.Program(forum), null, async entry =>
                {
                    Append(entry, subject);
                    await Task.Yield();
                    return fails ? throw new TimeoutException() : true;
                }, Cancel));
                if (fails) await Assert.ThrowsAsync<TimeoutException>(() => work);
                else if (await work) done.Add((forum, subject));
            }

            return done;
        })));
        var all = written.SelectMany(one => one).ToList();
        Assert.Equal(16 * 20 * 9 / 10, all.Count);
        foreach (var forum in forums)
        {
            var log = await here.Do((ReadEvents read) => read.After(forum, 0, 1000, Cancel));
            Assert.Equal(Enumerable.Range(1, log.Count), log.Select(e => (int)e.Seq));
            Assert.Equal(log.Count, await here.Do((ReadEvents read) => read.Head(forum, Cancel)));
            Assert.Equal(all.Where(one => one.Forum == forum).Select(one => one.Subject).Order(), log.Select(e => e.SubjectId).Order());
        }
    }

    [Theory, BothDatabases]
    public async Task A_use_case_that_fails_leaves_nothing_behind(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var heard = Heard(here);
        await Assert.ThrowsAsync<TimeoutException>(() => here.Do((EventLog log) => log.Write<bool>(here.Program, new("Try", "key", "body"), entry =>
        {
            Append(entry, Guid.NewGuid());
            throw new TimeoutException();
        }, Cancel)));
        Assert.Empty(await here.Events());
        Assert.Equal((0, 0), (await Head(here), await here.Db(db => db.Commands.CountAsync(Cancel))));
        Assert.Empty(heard);
        // The key is still free, and the scope that failed may be used again.
        Assert.True(await Once(here, "key", appended: 1));
        await here.Do(async (EventLog log) =>
        {
            await Assert.ThrowsAsync<TimeoutException>(() => log.Write<bool>(here.Program, null, _ => throw new TimeoutException(), Cancel));
            return await log.Write(here.Program, null, entry => Task.FromResult(Append(entry, Guid.NewGuid())), Cancel);
        });
        Assert.Equal([1, 2], (await here.Events()).Select(e => (int)e.Seq));
    }

    [Theory, BothDatabases]
    public async Task None_or_several_events_keep_the_count_right(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var heard = Heard(here);
        foreach (var (appended, head, told) in new[] { (0, 0, 0), (3, 3, 1), (0, 3, 1), (1, 4, 2), (2, 6, 3) })
        {
            await Once(here, null, appended);
            Assert.Equal((head, told), (await Head(here), heard.Count));
        }

        Assert.Equal([1, 2, 3, 4, 5, 6], (await here.Events()).Select(e => (int)e.Seq));
    }

    [Theory, BothDatabases]
    public async Task Work_inside_work_joins_the_same_transaction(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await Assert.ThrowsAsync<TimeoutException>(() => here.Do((EventLog log) => log.Write<bool>(here.Program, null, async entry =>
        {
            Append(entry, Guid.NewGuid());
            await log.Write(here.Program, null, inner => Task.FromResult(Append(inner, Guid.NewGuid())), Cancel);
            throw new TimeoutException();
        }, Cancel)));
        Assert.Empty(await here.Events());
        await Assert.ThrowsAsync<InvalidOperationException>(() => here.Do((EventLog log) => log.Write(here.Program, null, _ =>
            log.Write(Actor.Program(here.Other.Forum.Id), null, inner => Task.FromResult(Append(inner, Guid.NewGuid())), Cancel), Cancel)));
    }

    [Theory, BothDatabases]
    public async Task A_second_writer_of_a_forum_waits_until_the_first_has_committed_and_sees_what_it_wrote(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var (inside, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var order = new List<string>();
        var first = here.Do((EventLog log) => log.Write(here.Program, null, async entry =>
        {
            inside.SetResult();
            await go.Task;
            order.Add("first");
            return Append(entry, Guid.NewGuid());
        }, Cancel));
        await inside.Task;
        var second = Task.Run(() => here.Do((EventLog log) => log.Write(here.Program, null, entry =>
        {
            order.Add("second");
            return Task.FromResult(Append(entry, Guid.NewGuid()));
        }, Cancel)));
        if (kind == DatabaseKind.Postgres)
            // Another forum does not wait.
            await here.Do((EventLog log) => log.Write(Actor.Program(here.Other.Forum.Id), null, entry => Task.FromResult(Append(entry, Guid.NewGuid())), Cancel));
        Assert.False(second.IsCompleted);
        Assert.Empty(order);
        go.SetResult();
        await Task.WhenAll(first, second);
        Assert.Equal(["first", "second"], order);
        Assert.Equal([1, 2], (await here.Events()).Select(e => (int)e.Seq));
    }

    [Theory, BothDatabases]
    public async Task An_unknown_forum_is_not_found(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(here.Do((EventLog log) => log.Write(Actor.Program(4711), null, _ => Task.FromResult(true), Cancel))));
    }

    [Theory, BothDatabases]
    public async Task The_reader_for_planning_sees_who_is_ahead_and_what_comes_after(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await Once(here, null, 3);
        var forum = here.Forum.Forum.Id;
        Assert.Equal([forum], await here.Do((ReadEvents read) => read.ForumsAhead(new Dictionary<int, long>(), Cancel)));
        Assert.Equal([forum], await here.Do((ReadEvents read) => read.ForumsAhead(new Dictionary<int, long> { [forum] = 2 }, Cancel)));
        Assert.Empty(await here.Do((ReadEvents read) => read.ForumsAhead(new Dictionary<int, long> { [forum] = 3 }, Cancel)));
        Assert.Equal([2], (await here.Do((ReadEvents read) => read.After(forum, 1, 1, Cancel))).Select(e => (int)e.Seq));
    }

    private static List<int> Heard(Neighbourhood here)
    {
        var heard = new List<int>();
        here.Do((EventSignal signal) =>
        {
            signal.Grown += heard.Add;
            return Task.FromResult(true);
        });
        return heard;
    }

    private static async Task<int> Head(Neighbourhood here) => (int)await here.Do((ReadEvents read) => read.Head(here.Forum.Forum.Id, Cancel));

    private static bool Append(EventLog.Entry entry, Guid subject)
    {
        entry.Append(EventType.DropOffRecorded, SubjectKind.DropOff, subject, Audience.Partners, new EventData());
        return true;
    }

    private static Task<bool> Once(Neighbourhood here, string? key, int appended) => here.Do((EventLog log) => log.Write(here.Program, key is null ? null : new("Try", key, "body"), entry =>
    {
        for (var i = 0; i < appended; i++) Append(entry, Guid.NewGuid());
        return Task.FromResult(true);
    }, Cancel));
}
