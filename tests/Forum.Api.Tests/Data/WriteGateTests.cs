using Tryghedsforum.Api.Data;
using Xunit;

namespace Tryghedsforum.Api.Tests.Data;

public sealed class WriteGateTests
{
    private const int Writers = 32;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_SQLite_one_writer_at_a_time_passes_first_come_first_served()
    {
        using var gate = new WriteGate(new(DatabaseKind.Sqlite, ""));
        var inside = 0;
        var together = 0;
        List<int> order = [];
        var first = await gate.EnterAsync(Cancel);

        // Each asks in turn while the door is shut, so the order of asking is known.
        var writers = Enumerable.Range(0, Writers).Select(async number =>
        {
            using var turn = await gate.EnterAsync(Cancel);
            together = Math.Max(together, Interlocked.Increment(ref inside));
            order.Add(number);
            await Task.Yield();
            Interlocked.Decrement(ref inside);
        }).ToArray();
        Assert.Empty(order);
        first.Dispose();
        await Task.WhenAll(writers);

        Assert.Equal(1, together);
        Assert.Equal(Enumerable.Range(0, Writers), order);
    }

    [Fact]
    public async Task Leaving_twice_opens_the_door_once()
    {
        using var gate = new WriteGate(new(DatabaseKind.Sqlite, ""));
        var turn = await gate.EnterAsync(Cancel);
        turn.Dispose();
        turn.Dispose();
        using var second = await gate.EnterAsync(Cancel);
        Assert.False(gate.EnterAsync(Cancel).AsTask().IsCompleted);
    }

    [Fact]
    public async Task Who_gives_up_waiting_does_not_keep_the_door()
    {
        using var gate = new WriteGate(new(DatabaseKind.Sqlite, ""));
        var first = await gate.EnterAsync(Cancel);
        using var patience = new CancellationTokenSource();
        var impatient = gate.EnterAsync(patience.Token).AsTask();
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        first.Dispose();
        Assert.True(gate.EnterAsync(Cancel).AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_person_waits_for_a_few_by_the_porch_at_most_and_those_have_their_turn()
    {
        using var gate = new WriteGate(new(DatabaseKind.Sqlite, ""));
        List<string> order = [];
        var first = await gate.EnterAsync(Cancel);

        // A crowd comes by the porch, and then people.
        Task[] all = [.. Enumerable.Range(0, Writers).Select(_ => Enter(gate.EnterByPorch(Cancel), "porch")), .. Enumerable.Range(0, Writers).Select(_ => Enter(gate.EnterAsync(Cancel), "person"))];
        first.Dispose();
        await Task.WhenAll(all);

        Assert.Equal(Enumerable.Repeat("porch", WriteGate.FromPorch).Append("person"), order.Take(WriteGate.FromPorch + 1));
        Assert.Equal(Writers, order.Count(who => who == "porch"));

        async Task Enter(ValueTask<IDisposable> asked, string who)
        {
            using var turn = await asked;
            order.Add(who);
        }
    }

    [Fact]
    public async Task Who_gives_up_on_the_porch_does_not_keep_it()
    {
        using var gate = new WriteGate(new(DatabaseKind.Sqlite, ""));
        var first = await gate.EnterAsync(Cancel);
        using var patience = new CancellationTokenSource();
        var impatient = Enumerable.Range(0, Writers).Select(_ => gate.EnterByPorch(patience.Token).AsTask()).ToList();
        await patience.CancelAsync();
        foreach (var one in impatient) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        first.Dispose();
        Assert.True(gate.EnterByPorch(Cancel).AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public void On_PostgreSQL_nobody_waits()
    {
        using var gate = new WriteGate(new(DatabaseKind.Postgres, ""));
        Assert.All(Enumerable.Range(0, Writers), _ => Assert.True(gate.EnterAsync(Cancel).AsTask().IsCompletedSuccessfully));
        Assert.All(Enumerable.Range(0, Writers), _ => Assert.True(gate.EnterByPorch(Cancel).AsTask().IsCompletedSuccessfully));
    }
}
