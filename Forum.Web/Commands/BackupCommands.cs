using Tryghedsforum.Api;
using Tryghedsforum.Api.Backups;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Notifications;

namespace Tryghedsforum.Web.Commands;

/// <summary>Takes a backup while the program runs, checks one, and puts one back; on PostgreSQL, makes safe what <c>pg_restore</c> has put back.</summary>
internal static class BackupCommands
{
    public static async Task<bool> Backup(CommandLine line, CancellationToken cancellation)
    {
        if (Folder(line) is not { } folder) return false;
        await Say(line, $"Backup, checked, in {folder}:", await line.App.Services.GetRequiredService<TakeBackup>().Run(folder, cancellation));
        await line.Output.WriteLineAsync("It holds no keys: keep Keys:Fields, Keys:Lookup and the certificate apart from it. Without them names, numbers and words in it stay closed.");
        return true;
    }

    public static async Task<bool> Verify(CommandLine line, CancellationToken cancellation)
    {
        if (Folder(line) is not { } folder) return false;
        await Say(line, $"The backup in {folder} is whole:", await line.App.Services.GetRequiredService<CheckBackup>().Run(folder, cancellation));
        return true;
    }

    public static async Task<bool> Restore(CommandLine line, CancellationToken cancellation)
    {
        if (Folder(line) is not { } folder) return false;
        var restore = line.App.Services.GetRequiredService<RestoreBackup>();
        var manifest = await restore.Run(folder, cancellation);
        await MakeSafe(line, cancellation);
        restore.Finish();
        await Say(line, "Restored, and ready to start:", manifest);
        return true;
    }

    public static async Task<bool> Restored(CommandLine line, CancellationToken cancellation)
    {
        if (line.Words.Count != 1) return false;
        await MakeSafe(line, cancellation);
        await line.Output.WriteLineAsync("Ready to start.");
        return true;
    }

    private static string? Folder(CommandLine line) => line.Words is [_, var folder] ? Path.GetFullPath(folder) : null;

    // What was open when the backup was taken may have been done, ended or sent since.
    private static async Task MakeSafe(CommandLine line, CancellationToken cancellation)
    {
        var services = line.App.Services;
        await services.MigrateForumApi(cancellation);
        await services.PrepareForumNotifications(cancellation);
        await DatabaseCheck.Demand(services.GetRequiredService<DatabaseSettings>(), cancellation);
        await using var scope = services.CreateAsyncScope();
        var sessions = await scope.ServiceProvider.GetRequiredService<EndAllSessions>().Run(Actor.Program(0), cancellation);
        var messages = await services.SendNothingAgain(cancellation);
        await line.Output.WriteLineAsync($"{sessions} sessions were ended: everybody signs in again. {messages} messages were not done: the provider is asked for them, and none is sent again; what it does not know stands on the coordinator's list of what did not arrive.");
    }

    private static async Task Say(CommandLine line, string what, BackupManifest manifest)
    {
        await line.Output.WriteLineAsync($"{what} of {manifest.TakenAt:u}, program {manifest.Program}, {manifest.Rows["Forums"]} forums, {manifest.Rows["Reports"]} cases, {manifest.Rows["Events"]} events, {manifest.Rows["Pictures"]} pictures, {manifest.Files.Sum(file => file.Bytes) / 1024:N0} KB.");
        if (manifest.MissingPictures > 0) await line.Output.WriteLineAsync($"{manifest.MissingPictures} pictures had no file any more.");
    }
}
