using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tryghedsforum.Notifications.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SmsUses : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "ByProvider",
                table: "OptOuts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "CostMonth",
                table: "Messages",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "CostPurse",
                table: "Messages",
                type: "TEXT",
                maxLength: 10,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Segments",
                table: "Messages",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "SmsUses",
                columns: table => new
                {
                    ForumId = table.Column<int>(type: "INTEGER", nullable: false),
                    Month = table.Column<int>(type: "INTEGER", nullable: false),
                    Purse = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    Slot = table.Column<int>(type: "INTEGER", nullable: false),
                    Segments = table.Column<int>(type: "INTEGER", nullable: false),
                    Messages = table.Column<int>(type: "INTEGER", nullable: false),
                    Told = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SmsUses", x => new { x.ForumId, x.Month, x.Purse, x.Slot });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Messages_ForumId_CreatedAt",
                table: "Messages",
                columns: new[] { "ForumId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Messages_Kind_CreatedAt",
                table: "Messages",
                columns: new[] { "Kind", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Messages_WithWords",
                table: "Messages",
                columns: new[] { "ForumId", "CreatedAt" },
                filter: "\"BodySealed\" IS NOT NULL OR \"Fingerprint\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SmsUses");

            migrationBuilder.DropIndex(
                name: "IX_Messages_ForumId_CreatedAt",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_Kind_CreatedAt",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_WithWords",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "ByProvider",
                table: "OptOuts");

            migrationBuilder.DropColumn(
                name: "CostMonth",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "CostPurse",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "Segments",
                table: "Messages");
        }
    }
}
