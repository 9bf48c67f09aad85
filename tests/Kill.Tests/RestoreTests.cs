using Tryghedsforum.Api.Data;
using Xunit;

namespace Tryghedsforum.Kill.Tests;

/// <summary>
/// The machine is lost at a bad moment, and with it all that came after the backup: what had happened and was not planned, what was planned and not handed
/// over, what a crew had answered and nobody had read. In truth all of it was done before the machine was lost. Restored, everything holds, and nobody gets a text twice.
/// </summary>
public abstract class RestoreTests(DatabaseKind kind)
{
    [Theory]
    [InlineData("after commit", "INSERT Events", false)]
    [InlineData("before sms POST", "Messages.json", false)]
    [InlineData("after sms POST", "Messages.json", false)]
    [InlineData("after commit", "INSERT InboundTexts", true)]
    public async Task What_is_restored_is_whole_and_nothing_is_sent_again(string moment, string what, bool answering)
    {
        await using var scene = await Scene.Found(kind);
        var program = await scene.Alive();
        program.List();
        await scene.Client.Report(0);
        await scene.Client.Text(0, 1, "1");
        await scene.Quiet();
        if (answering) await scene.Client.Report(1);
        await scene.Quiet();

        var backup = "";
        scene.WhenDead = async () => backup = await scene.Backup();
        await scene.Arm(new(program.Steps.First(step => step.StartsWith(moment, StringComparison.Ordinal) && step.Contains(what, StringComparison.Ordinal)), 1));
        await (answering ? scene.Client.Text(1, 1, "1") : scene.Client.Report(1));
        await scene.Quiet();
        Assert.NotEqual("", backup);
        Assert.Empty(await scene.Faults());
        var sent = scene.Sent;

        await scene.Restore(backup);
        await scene.Quiet();

        Assert.Empty(await scene.Faults());
        Assert.Equal(sent, scene.Sent);
    }
}

/// <summary>On SQLite, by the program's own commands.</summary>
public sealed class RestoreOnSqlite() : RestoreTests(DatabaseKind.Sqlite);

/// <summary>On PostgreSQL, by its own tools and ours.</summary>
public sealed class RestoreOnPostgres() : RestoreTests(DatabaseKind.Postgres);
