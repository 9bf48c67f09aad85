using System.Diagnostics;
using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pictures;
using Tryghedsforum.Testing;
using Tryghedsforum.Web.Commands;
using Tryghedsforum.Web.Tests.Reports;
using Xunit;

namespace Tryghedsforum.Web.Tests.Hosting;

/// <summary>Backup and restore by the operator's commands, on SQLite. (That nothing is sent again, and PostgreSQL, are tried where the program is killed: Kill.Tests.)</summary>
public sealed class BackupCommandsTests : IAsyncLifetime
{
    private readonly string backup = Path.Combine(ProcessFolder.Fresh("backup"), "new");
    private readonly string clean = ProcessFolder.Fresh("clean");
    private ForumHost host = null!;
    private string picture = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        host = await ForumHost.StartAsync();
        await host.ClientAsync("Maja Ellekilde");
        await using var scope = host.Services.CreateAsyncScope();
        var forum = await scope.ServiceProvider.GetRequiredService<ForumDb>().Forums.Select(f => f.Id).FirstAsync(Cancel);
        using var content = new MemoryStream(ChosenFile.Dot);
        var id = await scope.ServiceProvider.GetRequiredService<AddPicture>().Run(Actor.Anyone(forum, "192.0.2.1"), content, Cancel);
        picture = $"pictures/{id:n}"[..11] + $"/{id:n}.jpg";
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task What_was_taken_while_the_program_ran_is_there_again_on_a_clean_machine_and_everybody_signs_in_anew()
    {
        var said = await Run(host.DataFolder, host.Database.Connection, "backup", backup);
        Assert.Contains("1 pictures", said, StringComparison.Ordinal);
        Assert.Contains("It holds no keys", said, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFiles(backup, "*", SearchOption.AllDirectories), file => file.Contains("key", StringComparison.OrdinalIgnoreCase) || new[] { TestKeys.Fields, TestKeys.Lookup }.Any(key => File.ReadAllText(file).Contains(key, StringComparison.Ordinal)));
        Assert.Contains("is whole", await Run(clean, null, "verify-backup", backup), StringComparison.Ordinal);

        Assert.Contains("ready to start", await Run(clean, null, "restore", backup), StringComparison.Ordinal);

        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(host.DataFolder, picture), Cancel), await File.ReadAllBytesAsync(Path.Combine(clean, picture), Cancel));
        var restored = DatabaseSettings.From(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Add(new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource { InitialData = [new("Data:Folder", clean)] }).Build());
        Assert.Equal("wal", await Ask(restored.Connection, "PRAGMA journal_mode"));
        Assert.Equal(await Ask(host.Database.Connection, """SELECT COUNT(*) FROM "Members" """), await Ask(restored.Connection, """SELECT COUNT(*) FROM "Members" """));
        Assert.Equal(("1", "0"), (await Ask(host.Database.Connection, OpenSessions), await Ask(restored.Connection, OpenSessions)));
        await using var again = await ForumHost.StartAsync(new() { Existing = restored });
        Assert.Equal(HttpStatusCode.OK, (await again.Page("/nordvest")).StatusCode);
    }

    [Fact]
    public async Task A_command_runs_from_any_folder_though_it_finds_no_pages_there()
    {
        await Run(host.DataFolder, host.Database.Connection, "backup", backup);
        string[] line = [Path.Combine(AppContext.BaseDirectory, "Forum.Web.dll"), "verify-backup", backup, "--environment=Production", "--Sms:Provider=None", "--PublicUrl=https://tryg.example", $"--Data:Folder={clean}", .. TestKeys.Arguments];
        using var program = Process.Start(new ProcessStartInfo("dotnet", line) { WorkingDirectory = ProcessFolder.Fresh("elsewhere"), RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, wrong) = (program.StandardOutput.ReadToEndAsync(Cancel), program.StandardError.ReadToEndAsync(Cancel));
        await program.WaitForExitAsync(Cancel);
        Assert.Equal(("", 0), (await wrong, program.ExitCode));
        Assert.Contains("is whole", await said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_changed_is_not_believed_and_nothing_of_it_is_restored()
    {
        await Run(host.DataFolder, host.Database.Connection, "backup", backup);
        await Changed("forum.db", bytes => bytes[^100] ^= 1, "forum.db in ");
        await Changed(picture, bytes => bytes[0] ^= 1, $"{picture} in ");
        await Changed("manifest.json", bytes => bytes[^10] ^= 1, "The manifest of ");
        File.Move(Path.Combine(backup, picture), Path.Combine(backup, "elsewhere.jpg"));
        Assert.StartsWith($"{picture} is missing", await Refused("restore", backup), StringComparison.Ordinal);
        File.Copy(Path.Combine(backup, "elsewhere.jpg"), Path.Combine(backup, picture));
        Assert.StartsWith("elsewhere.jpg does not belong", await Refused("restore", backup), StringComparison.Ordinal);
        File.Delete(Path.Combine(backup, "elsewhere.jpg"));
        File.Delete(Path.Combine(backup, "manifest.proof"));
        Assert.Contains("no complete backup", await Refused("restore", backup), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(clean));
    }

    [Fact]
    public async Task With_other_keys_it_is_refused_before_anything_is_restored()
    {
        await Run(host.DataFolder, host.Database.Connection, "backup", backup);
        var other = Convert.ToBase64String([.. Enumerable.Range(1, 32).Select(n => (byte)n)]);
        Assert.Contains("Keys:Lookup is not the key", await Refused("restore", backup, $"--Keys:Lookup={other}"), StringComparison.Ordinal);
        Assert.Contains("Keys:Fields does not hold the key", await Refused("restore", backup, $"--Keys:Fields:1={other}"), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(clean));
    }

    [Fact]
    public async Task Nothing_is_overwritten()
    {
        await Run(host.DataFolder, host.Database.Connection, "backup", backup);
        Assert.Contains("is not empty", (await Assert.ThrowsAsync<CannotStart>(() => Run(host.DataFolder, host.Database.Connection, "backup", backup))).Message, StringComparison.Ordinal);
        Assert.Contains("There is a database already", (await Assert.ThrowsAsync<CannotStart>(() => Run(host.DataFolder, host.Database.Connection, "restore", backup))).Message, StringComparison.Ordinal);
        Directory.CreateDirectory(Path.Combine(clean, "pictures", "aa"));
        Assert.Contains("There are pictures already", await Refused("restore", backup), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_whose_log_has_a_gap_is_not_taken_for_whole()
    {
        await using (var scope = host.Services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<ForumDb>().Forums.ExecuteUpdateAsync(set => set.SetProperty(f => f.LastSeq, f => f.LastSeq + 1), Cancel);
        Assert.Contains("has a gap", (await Assert.ThrowsAsync<CannotStart>(() => Run(host.DataFolder, host.Database.Connection, "backup", backup))).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(backup));
    }

    [Fact]
    public async Task What_a_restore_has_left_half_done_does_not_start()
    {
        await File.WriteAllTextAsync(new SqliteConnectionStringBuilder(host.Database.Connection).DataSource + ".restoring", "", Cancel);
        var refused = await Assert.ThrowsAsync<CannotStart>(async () => await (await ForumHost.StartAsync(new() { Existing = host.Database })).DisposeAsync());
        Assert.StartsWith("A restore was begun here", refused.Message, StringComparison.Ordinal);
    }

    private const string OpenSessions = """SELECT COUNT(*) FROM "Sessions" WHERE "EndedAt" IS NULL""";

    private async Task Changed(string name, Action<byte[]> change, string sentence)
    {
        var path = Path.Combine(backup, name);
        var whole = await File.ReadAllBytesAsync(path, Cancel);
        var changed = whole.ToArray();
        change(changed);
        await File.WriteAllBytesAsync(path, changed, Cancel);
        Assert.StartsWith(sentence, await Refused("verify-backup", backup), StringComparison.Ordinal);
        Assert.StartsWith(sentence, await Refused("restore", backup), StringComparison.Ordinal);
        await File.WriteAllBytesAsync(path, whole, Cancel);
    }

    private async Task<string> Refused(params string[] args) => (await Assert.ThrowsAsync<CannotStart>(() => Run(clean, null, args))).Message;

    [Theory]
    [InlineData("/sys/backup")]
    [InlineData("/etc/hostname/backup")]
    public async Task Where_nothing_can_be_written_is_said_in_one_sentence(string folder)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Folders of Unix.");
        var said = await Assert.ThrowsAsync<CannotStart>(() => Run(host.DataFolder, host.Database.Connection, "backup", folder));
        Assert.StartsWith($"No backup can be written in {folder}: name a folder that this user may make and write in.", said.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', said.Message);
    }

    private static async Task<string> Run(string folder, string? connection, params string[] args)
    {
        await using var program = ForumProgram.Build(
            ["--applicationName=Forum.Web", "--environment=Development", $"--Data:Folder={folder}", .. TestKeys.Arguments,
                .. connection is null ? Array.Empty<string>() : [$"--Database:Connection={connection}"], .. OperatorCommands.Settings(args)],
            builder => builder.Logging.ClearProviders());
        await using var said = new StringWriter();
        Assert.True(OperatorCommands.IsOne(args));
        await OperatorCommands.Run(program, args, said, Cancel);
        return said.ToString();
    }

    private static async Task<string?> Ask(string connection, string question)
    {
        await using var database = new SqliteConnection(connection);
        await database.OpenAsync(Cancel);
        await using var command = database.CreateCommand();
        command.CommandText = question;
        return (await command.ExecuteScalarAsync(Cancel))?.ToString();
    }
}
