using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tryghedsforum.Api;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications;
using Tryghedsforum.Testing;

namespace Tryghedsforum.Kill.Tests;

/// <summary>What every run begins with: three small forums, each with a team that receives and a crew of two that fetches.</summary>
internal static class Founded
{
    /// <summary>The forums' addresses.</summary>
    public static readonly IReadOnlyList<string> Slugs = ["norden", "midten", "syden"];

    /// <summary>Keys, the same for the program and for whoever reads its rows.</summary>
    public static readonly IReadOnlyDictionary<string, string?> Keys = new Dictionary<string, string?>
    {
        ["Keys:Fields:1"] = Convert.ToBase64String(new byte[32]), ["Keys:Lookup"] = Convert.ToBase64String(new byte[32]),
    };

    /// <summary>A forum's number for SMS.</summary>
    public static string SmsNumber(int forum) => $"+459530000{forum}";

    /// <summary>The phone of one of a forum's crew.</summary>
    public static string CrewPhone(int forum, int who) => $"+45950001{forum}{who}";

    /// <summary>A fresh copy.</summary>
    public static Task<TestDatabase> Database(DatabaseKind kind) => TestDatabase.CreateAsync(kind, nameof(Founded), Prepare);

    /// <summary>The program's services without the program: for reading rows, and for founding.</summary>
    public static IHost Services(DatabaseSettings database)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(Keys).AddInMemoryCollection([new("Database:Kind", database.Kind.ToString()), new("Database:Connection", database.Connection)]);
        builder.Services.AddForumApi(builder.Configuration).AddForumNotifications(builder.Configuration);
        return builder.Build();
    }

    private static async Task Prepare(DatabaseSettings settings)
    {
        using var host = Services(settings);
        await host.Services.MigrateForumApi(CancellationToken.None);
        await host.Services.PrepareForumNotifications(CancellationToken.None);
        await using var scope = host.Services.CreateAsyncScope();
        foreach (var (slug, forum) in Slugs.Select((slug, place) => (slug, place)))
        {
            var id = await scope.ServiceProvider.GetRequiredService<FoundForum>().Run(Actor.Program(0), Foundation(slug, forum), CancellationToken.None);
            var add = scope.ServiceProvider.GetRequiredService<AddMember>();
            await add.Run(Actor.Program(id), new("Rune Askholt", Role.Staff, "Huset", $"+45950002{forum}0", IsDemo: true), CancellationToken.None);
            foreach (var (name, who) in new[] { ("Ida Falkentoft", 1), ("Jens Molbæk", 2) })
                await add.Run(Actor.Program(id), new(name, Role.Crew, "Holdet", CrewPhone(forum, who), IsDemo: true), CancellationToken.None);
        }
    }

    private static ForumFoundation Foundation(string slug, int forum) => new()
    {
        Slug = slug, Name = slug, Quarter = "kvarteret", CasePrefix = $"K{(char)('A' + forum)}", Telephone = $"95 30 10 0{forum}", SmsNumber = SmsNumber(forum),
        SouthWest = "55.69,12.51", NorthEast = "55.72,12.55", IsDemo = true,
        Teams = [new("Huset", Receives: true), new("Holdet", Fetches: true)],
        Categories = [new(CategoryCode.NeedleWaste, "Huset", 1, PublicLevel.Street, NeedsPickup: true), .. Enum.GetValues<CategoryCode>().Where(code => code != CategoryCode.NeedleWaste).Select(code => new CategoryFoundation(code, "Huset"))],
        GroundRules = [new([CategoryCode.NeedleWaste], [Ground.Street], "Huset", "Holdet")],
        Streets = [new("Langgade", "55.70,12.52;55.71,12.53")],
    };
}
