using Tryghedsforum.Web;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddForumPages();

var app = builder.Build();
app.UseForumPages();
app.UseRouting();
app.UseAntiforgery();
app.MapForumPages();
app.Run();
