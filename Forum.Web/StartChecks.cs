using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Web;

/// <summary>Why the program does not start; printed as one sentence, without a stack.</summary>
internal sealed class CannotStart(string sentence) : Exception(sentence)
{
    public override string ToString() => Message;
}

/// <summary>What must be right before the program listens.</summary>
internal static class StartChecks
{
    /// <summary>Outside Development: keys, own address, and somebody who carries the SMS.</summary>
    public static void CheckConfiguration(this WebApplication app)
    {
        if (app.Environment.IsDevelopment()) return;
        var configuration = app.Configuration;
        Demand(configuration.GetSection("Keys:Fields").GetChildren().Any(key => !string.IsNullOrEmpty(key.Value)) && Given(configuration["Keys:Lookup"]),
            "Keys:Fields and Keys:Lookup are missing: outside Development the program makes no keys of its own for what it keeps sealed.");
        Demand(Uri.TryCreate(configuration["PublicUrl"], UriKind.Absolute, out var address) && address.Scheme is "https" or "http",
            "PublicUrl is missing: say at which address people reach the program, for instance https://tryghedsforum.example.");
        Demand(string.Equals(configuration["Sms:Provider"], "None", StringComparison.OrdinalIgnoreCase) || (Given(configuration["Sms:AccountSid"]) && Given(configuration["Sms:AuthToken"])),
            "Sms:AccountSid and Sms:AuthToken are missing: without them nobody is told anything by SMS; to run without SMS, say Sms:Provider=None.");
    }

    /// <summary>What was made for showing runs in Development only, and what is real never does: there, anybody may sign in as anybody.</summary>
    public static async Task CheckDatabase(this WebApplication app, CancellationToken cancellation)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var (invented, real) = await scope.ServiceProvider.GetRequiredService<DemoPeople>().Look(cancellation);
        var development = app.Environment.IsDevelopment();
        Demand(development || !invented, "This database was made for showing the program, with invented people: it runs in Development only. Point Database:Connection at another one.");
        Demand(!development || !real, "This database holds a real forum: it never runs in Development, where anybody may sign in as anybody. Point Database:Connection or Data:Folder elsewhere.");
    }

    private static bool Given(string? text) => !string.IsNullOrWhiteSpace(text);

    private static void Demand(bool right, string sentence)
    {
        if (!right) throw new CannotStart(sentence);
    }
}
