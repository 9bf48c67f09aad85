using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Web.Tests.Access;

/// <summary>Every way in besides the reading of a page, which stands in <see cref="Shape.EndpointShapeTests.Pages"/>. A new endpoint, and a form that is shown somewhere, fails until it stands here.</summary>
internal static class Doors
{
    private const string Forum = "/api/v1/forums/{slug}", Case = Forum + "/reports/{number}", Own = Forum + "/own-case", Board = "/{Slug}/overblik/{Number}", Fetch = "/{Slug}/hentes/{Number}";
    private const string Needles = """{"category":"NeedleWaste","ground":"Street","place":{"written":"Ørnevej 6"}}""";

    public static readonly IReadOnlyList<Door> Interface =
    [
        new("GET", Forum + "/public-list", Policies.SeePublic),
        new("GET", Forum + "/quarter", Policies.SeeQuarter),
        new("PUT", Forum + "/follows", Policies.SeeQuarter) { Json = """{"streets":["Ørnevej"]}""" },
        new("PUT", Forum + "/duty", Policies.OwnDuty) { Json = """{"on":true}""" },
        new("GET", Forum + "/months/{month}", Policies.SeeFigures),
        new("POST", Forum + "/pictures", Policies.Report),
        // What a neighbour has photographed is no matter for the police, as the neighbour's words are not.
        new("GET", Forum + "/pictures/{id:guid}", Policies.SeeBoard) { Unseen = Role.Police },
        new("POST", Forum + "/reports/", Policies.Report) { Json = Needles },
        new("POST", Forum + "/reports/preview", Policies.Report) { Json = Needles },
        new("GET", Forum + "/reports/", Policies.SeeBoard),
        new("GET", Case, Policies.SeeBoard),
        new("POST", Case + "/acknowledge", Policies.Acknowledge) { Scene = Scene.Fresh },
        new("POST", Case + "/answer", Policies.Handle) { Scene = Scene.Fresh, Json = """{"words":"Tak."}""" },
        new("POST", Case + "/dismiss", Policies.Handle) { Scene = Scene.Fresh, Json = """{"reason":"NotForUs"}""" },
        new("POST", Case + "/send-on", Policies.Handle) { Scene = Scene.Fresh, Json = """{"team":"{health}"}""" },
        new("POST", Case + "/correct", Policies.Handle) { Scene = Scene.Fresh, Json = """{"category":"NeedleWaste","ground":"Street","place":{"written":"Mejsevænget 11"},"nearChildren":true}""" },
        new("POST", Case + "/new-link", Policies.Handle) { Scene = Scene.Fresh },
        new("GET", Own + "/", Policies.FollowCase),
        new("POST", Own + "/still-there", Policies.FollowCase) { Json = """{"words":"Under bænken."}""" },
        new("POST", Own + "/add", Policies.FollowCase) { Json = """{"words":"Der er flere."}""" },
        new("POST", Own + "/erase-contact", Policies.FollowCase),
        new("POST", Case + "/pickup/", Policies.Handle) { Scene = Scene.Unordered, Json = """{"team":"{health}"}""" },
        new("POST", Case + "/pickup/accept", Policies.Fetch) { Scene = Scene.Fresh },
        new("POST", Case + "/pickup/promise", Policies.Fetch) { Scene = Scene.Taken, Json = """{"before":"2027-01-12T15:00:00Z"}""" },
        new("POST", Case + "/pickup/collected", Policies.Fetch) { Scene = Scene.Taken, Json = """{"count":2}""" },
        new("POST", Case + "/pickup/nothing-found", Policies.Fetch) { Scene = Scene.Taken },
        new("POST", Case + "/pickup/hand-back", Policies.Fetch) { Scene = Scene.Taken, Json = """{"why":"Porten er låst."}""" },
        new("POST", Case + "/pickup/cancel", Policies.Handle) { Scene = Scene.Taken },
        new("POST", Forum + "/drop-offs", Policies.Fetch) { Json = """{"count":3}""" },
    ];

    public static readonly IReadOnlyList<Door> Forms =
    [
        Post("/log-ind", Policies.Join, "", ("telefon", "95 20 00 {nn}")),
        Post("/log-ind", Policies.Join, "noegle", ("svar", "{}")),
        Post("/log-ind/kode", Policies.Join, "", ("kode", "000000")),
        Post("/log-ind/totrin", Policies.Join, "", ("kode", "000000")),
        Post("/log-ind/totrin", Policies.Join, "noegle", ("svar", "{}")),
        Post("/i/{Invitation}", Policies.Join, ""),
        Post("/i/{Invitation}", Policies.Join, "") with { Variant = "wrong", Always = "unknown" },
        Post("/{Slug}/folk", Policies.ManageMembers, "inviter", ("navn", "Signe Ravn"), ("rolle", "Staff"), ("hold", "Herberget"), ("telefon", "95 20 00 98")),
        Post("/{Slug}/folk", Policies.ManageMembers, "traek", ("invitation", "{offer}")),
        Post("/{Slug}/folk", Policies.ManageMembers, "afslut", ("medlem", "{victim}")),
        Post("/{Slug}/mig", Policies.OwnDuty, "til"),
        Post("/{Slug}/mig", Policies.OwnDuty, "fra"),
        Post("/{Slug}/mig", Policies.OwnSignIn, "noegle", ("navn", "Min telefon"), ("svar", "{}")),
        Post("/{Slug}/mig", Policies.OwnSessions, "overalt") with { EndsSession = true },
        Post("/{Slug}/kvarteret", Policies.SeeQuarter, "", ("vej", "Ørnevej")),
        Post("/{Slug}/leveret", Policies.Coordinate, "haandteret", ("besked", "{nobody}")),
        Post("/{Slug}/skriv-ind", Policies.Fetch, "aflevering", ("antal", "2")),
        Post("/{Slug}/skriv-ind", Policies.Fetch, "meld", ("kanal", "Phone"), ("slags", "NeedleWaste"), ("sted", "Ørnevej 6"), ("grund-type", "Street")),
        Post(Board, Policies.Acknowledge, "set") with { Scene = Scene.Fresh },
        Post(Board, Policies.Fetch, "tag") with { Scene = Scene.Fresh },
        Post(Board, Policies.Handle, "bestil", ("hold", "{health}")) with { Scene = Scene.Unordered },
        Post(Board, Policies.Handle, "svar", ("ord", "Tak.")) with { Scene = Scene.Fresh },
        Post(Board, Policies.Handle, "afvis", ("grund", "NotForUs")) with { Scene = Scene.Fresh },
        Post(Board, Policies.Handle, "send-videre", ("hold", "{health}")) with { Scene = Scene.Fresh },
        Post(Board, Policies.Handle, "ret", ("slags", "NeedleWaste"), ("grund-type", "Street"), ("boern", "ja"), ("sted", "Mejsevænget 11")) with { Scene = Scene.Fresh },
        Post(Board, Policies.Handle, "aflys") with { Scene = Scene.Taken },
        Post(Board, Policies.Handle, "nyt-link") with { Scene = Scene.Fresh },
        Post(Fetch, Policies.Fetch, "tag") with { Scene = Scene.Fresh },
        Post(Fetch, Policies.Fetch, "hentet", ("antal", "2")) with { Scene = Scene.Taken },
        Post(Fetch, Policies.Fetch, "hentet-uden-antal") with { Scene = Scene.Taken },
        Post(Fetch, Policies.Fetch, "intet") with { Scene = Scene.Taken },
        Post(Fetch, Policies.Fetch, "videre", ("hvorfor", "Porten er låst.")) with { Scene = Scene.Taken },
        Post(Fetch, Policies.Fetch, "vent", ("tid", "2027-01-12T16:00")) with { Scene = Scene.Taken },
        Steps("/{Slug}/meld"), Steps("/{Slug}/meld/hvor"), Steps("/{Slug}/meld/hvad"), Steps("/{Slug}/meld/send"),
        Holds("stadig"), Holds("skriv"), Holds("slet"),
        Holds("skriv") with { Variant = "wrong", Always = "unknown" },
    ];

    public static readonly IReadOnlyList<Door> Others =
    [
        new("POST", "/{slug}/meld/billede", Policies.Report),
        new("GET", "/{slug}/meld/billede/{name}", Policies.Report),
        new("GET", "/{slug}/meld/billede/{name}", Policies.Report) { Variant = "wrong", Always = "unknown" },
        new("GET", "/s/{secret}/alt.json", Policies.FollowCase) { Always = "yes" },
        new("GET", "/s/{secret}/alt.json", Policies.FollowCase) { Variant = "wrong", Always = "unknown" },
        new("POST", "/sprog", Policies.SeePublic) { Fields = [("sprog", "da-DK"), ("tilbage", "/")] },
        new("POST", "/log-ud", Policies.SeePublic) { EndsSession = true },
        new("POST", "/log-ind/noegle", Policies.Join),
        new("POST", "/log-ind/totrin/noegle", Policies.Join),
        new("POST", "/{Slug}/mig/noegle", Policies.OwnSignIn),
        new("POST", "/log-ind/demo", Policies.SeePublic) { Always = "unknown" },
        new("GET", "/fejl/{code:int:range(400,599)}", Policies.SeePublic),
        new("POST", "/fejl/{code:int:range(400,599)}", Policies.SeePublic),
        new("GET", "/dist/site.css", Policies.SeePublic),
        new("GET", "/health/live", Policies.SeePublic),
        new("GET", "/health/ready", Policies.SeePublic),
        new("GET", "/openapi/{documentName}.json", Policies.SeePublic),
        new("POST", "/live/negotiate", Policies.SeePublic),
        new("GET", "/live", Policies.SeePublic),
        new("POST", "/live", Policies.SeePublic),
        // Signed by the provider, or nobody is let in; WebhookTests sign.
        new("POST", "/sms/inbound", Policies.Report) { Always = "no" },
        new("POST", "/sms/status/{id:guid}", Policies.Report) { Always = "no" },
    ];

    private static Door Post(string address, Policy policy, string deed, params (string, string)[] fields) =>
        new("POST", address, policy) { Deed = deed, Fields = [("_handler", address == "/{Slug}/kvarteret" ? "side" : "do"), ("do", deed), .. fields] };

    private static Door Steps(string address) => new("POST", address, Policies.Report) { Deed = "", Fields = [("_handler", "side"), ("fra", "Where"), ("til", "What"), ("Text", "Ørnevej 6"), ("Ground", "Street")] };

    // The key stands in the address: whoever has it is the holder.
    private static Door Holds(string deed) => new("POST", "/s/{Secret}", Policies.FollowCase) { Deed = deed, Always = "yes", Fields = [("_handler", "side"), ("gerning", deed), ("ord", "Der er flere.")] };
}
