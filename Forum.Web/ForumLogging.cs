using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Tryghedsforum.Api.Forums;

namespace Tryghedsforum.Web;

/// <summary>What the program writes on its console: one JSON object a line where machines read it, plain lines where a developer does.</summary>
internal static class ForumLogging
{
    public static void AddForumLogging(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        if (builder.Environment.IsDevelopment()) builder.Logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "HH':'mm':'ss "));
        // Without scopes: they carry the paths of requests, and a path can be the key to a case.
        else builder.Logging.AddJsonConsole(console => (console.IncludeScopes, console.UseUtcTimestamp, console.TimestampFormat) = (false, true, "yyyy-MM-dd'T'HH':'mm':'ss.fff'Z'"));
        builder.Services.PostConfigure<LoggerFilterOptions>(KeepAddressesOut);
    }

    // Below warnings the framework writes addresses, and an address can be the key to a case: no setting brings those lines back.
    private static void KeepAddressesOut(LoggerFilterOptions filters)
    {
        const string framework = "Microsoft.AspNetCore";
        bool IsOurs(LoggerFilterRule rule) => rule.CategoryName?.StartsWith(framework, StringComparison.OrdinalIgnoreCase) is true;
        foreach (var rule in filters.Rules.Where(rule => IsOurs(rule) && rule.LogLevel is null or < LogLevel.Warning).ToList()) filters.Rules.Remove(rule);
        foreach (var provider in filters.Rules.Select(rule => rule.ProviderName).Append(null).Distinct().ToList())
        {
            if (!filters.Rules.Any(rule => rule.ProviderName == provider && string.Equals(rule.CategoryName, framework, StringComparison.OrdinalIgnoreCase)))
                filters.Rules.Add(new(provider, framework, LogLevel.Warning, null));
        }
    }

    /// <summary>Tells whoever has started the demo where to look, as soon as there is something to see.</summary>
    public static async Task SayWhereToLook(this WebApplication app, CancellationToken cancellation)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var forums = await scope.ServiceProvider.GetRequiredService<ReadForum>().All(cancellation);
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            if (app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is not { } address) return;
            IEnumerable<(string What, string Path)> places = [.. forums.Select(forum => (forum.Name, forum.Slug)), ("Sign in as anybody", "log-ind"), ("Telephones", "simulator")];
            Console.WriteLine(string.Join(Environment.NewLine, places.Select(place => $"  {place.What,-20} {address}/{place.Path}").Prepend("Tryghedsforum runs, with invented people:")));
        });
    }
}
