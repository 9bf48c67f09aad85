using Tryghedsforum.Api.Backups;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Web.Commands;

/// <summary>What the operator does from the command line, with the program's own configuration.</summary>
internal static class OperatorCommands
{
    private static readonly IReadOnlyList<OperatorCommand> Table =
    [
        new("found", "<file.json> --coordinator=<name> --phone=<number> [--overseer=<name> --overseer-phone=<number>]", OnRealForums: true, FoundingCommands.Found),
        new("invite", "<forum> --name=<name> --phone=<number or e-mail address> [--role=Coordinator] [--team=<team>]", OnRealForums: true, FoundingCommands.Invite),
        new("operator", "add|end --phone=<number or e-mail address> [--name=<name>]", OnRealForums: true, RunnerCommands.Run),
        new("import", "streets|places|teams <forum> <file.csv or .geojson> [--dry-run]", OnRealForums: true, ImportCommand.Run),
        new("verify-audit", "[<forum>] [--head=<number:hash>]", OnRealForums: true, VerifyAuditCommand.Run),
        new("push-keys", "", OnRealForums: false, PushKeysCommand.Run),
        new("backup", "<folder>", OnRealForums: false, BackupCommands.Backup),
        new("verify-backup", "<folder>", OnRealForums: false, BackupCommands.Verify),
        new("restore", "<folder>", OnRealForums: false, BackupCommands.Restore),
        new("restored", "", OnRealForums: false, BackupCommands.Restored),
    ];

    // A word of its own, without a value: as configuration it would swallow the setting behind it.
    private const string DryRun = "--dry-run";

    /// <summary>How they are written.</summary>
    public static string Usage => string.Join('\n', Table.Select(command => $"Forum.Web {command.Name} {command.Usage}".TrimEnd()));

    /// <summary>Whether the command line asks for one of them.</summary>
    public static bool IsOne(string[] args) => args is [var name, ..] && Table.Any(command => command.Name == name);

    /// <summary>What of the command line is configuration. (A file's path with a slash in front would be read as a setting, and swallow the one behind it.)</summary>
    public static string[] Settings(string[] args) => IsOne(args) ? [.. args[Words(args).Count..].Where(word => word != DryRun)] : args;

    /// <summary>Carries it out on a program that is built; it does not listen.</summary>
    /// <exception cref="CannotStart">It cannot be done; the reason in one sentence.</exception>
    public static async Task Run(WebApplication app, string[] args, TextWriter output, CancellationToken cancellation)
    {
        var command = Table.First(one => one.Name == args[0]);
        if (command.OnRealForums && app.Environment.IsDevelopment())
            throw new CannotStart($"In Development there is the demo only: {command.Name} works with ASPNETCORE_ENVIRONMENT=Production, and on a database of its own.");
        try
        {
            if (command.OnRealForums) await app.Prepare();
            if (!await command.Run(new(app, Words(args), args.Contains(DryRun), output), cancellation)) throw new CannotStart($"That is not how it is written, or a part is missing:\n{Usage}");
        }
        catch (BackupRefused refused)
        {
            throw new CannotStart(refused.Message);
        }
        catch (Refused refused)
        {
            var answers = app.Services.GetRequiredService<RefusalAnswers>();
            throw new CannotStart(refused.Faults.Count == 0 ? answers.Words(refused) : string.Join('\n', refused.Faults.Select(fault => $"{fault.Field}: {answers.Words(fault)}")));
        }
    }

    private static IReadOnlyList<string> Words(string[] args) => [.. args.TakeWhile(word => !word.StartsWith("--", StringComparison.Ordinal))];
}
