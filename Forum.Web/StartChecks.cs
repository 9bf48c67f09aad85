using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Backups;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Web;

/// <summary>Why the program does not start; printed as one sentence, without a stack.</summary>
internal sealed class CannotStart(string sentence) : Exception(sentence)
{
    public override string ToString() => Message;
}

/// <summary>What must be right before the program listens.</summary>
internal static class StartChecks
{
    /// <summary>What a restore has left half done would send again what was sent before.</summary>
    public static void CheckRestore(this WebApplication app) => Demand(!RestoreBackup.IsHalfDone(app.Services.GetRequiredService<DatabaseSettings>()),
        "A restore was begun here and not finished: empty the data folder and restore again.");

    /// <summary>What was made for showing runs in Development only, and what is real never does: there, anybody may sign in as anybody.</summary>
    public static async Task CheckDatabase(this WebApplication app, CancellationToken cancellation)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var (invented, real) = await scope.ServiceProvider.GetRequiredService<DemoPeople>().Look(cancellation);
        var development = app.Environment.IsDevelopment();
        Demand(development || !invented, "This database was made for showing the program, with invented people: it runs in Development only. Point Database:Connection at another one.");
        Demand(development || (await scope.ServiceProvider.GetRequiredService<ForumDb>().DataProtectionKeys.Select(key => key.Xml).ToListAsync(cancellation)).All(xml => xml is null || KeyRing.IsSealed(xml)),
            "The database holds a key of cookies and forms that no certificate seals, from a time without Keys:Certificate: delete the rows of DataProtectionKeys, and everybody signs in again.");
        Demand(!development || !real, "This database holds a real forum: it never runs in Development, where anybody may sign in as anybody. Point Database:Connection or Data:Folder elsewhere.");
    }

    private static void Demand(bool right, string sentence)
    {
        if (!right) throw new CannotStart(sentence);
    }
}
